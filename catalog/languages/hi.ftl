# पृष्ठों, रिपोर्टों और मेल के शब्द। Every id stands in all three files.

## States of a figure
no-report = रिपोर्ट नहीं
not-applicable = –
not-applicable-long = लागू नहीं
suppressed = <{ $threshold }
suppressed-long = छोटी संख्या, नहीं दिखाई गई
suspended = स्थगित
reported-while-suspended = स्थगन के दौरान सूचित
not-published = इतने विस्तार में प्रकाशित नहीं

## Dates and coverage
as-on = { $date } की स्थिति
known-on = { $date } को जो ज्ञात था
from-to = { $from } से { $to } तक
last-updated = अंतिम अद्यतन { $date }
reported-of = { $expected } में से { $reported } ने रिपोर्ट दी
units-reported = { $units }: { $expected } में से { $reported } ने रिपोर्ट दी
units-late = { $late ->
    [one] { $late } विलंबित
   *[other] { $late } विलंबित
}
units-carried = { $carried ->
    [one] { $carried } पिछली रिपोर्ट से लिया गया
   *[other] { $carried } पिछली रिपोर्टों से लिए गए
}
all-reported = सभी ने रिपोर्ट दी
incomplete = अधूरा
sample-data = नमूना आँकड़े

## Comparison
better = बेहतर
watch = ध्यान दें
worse = ख़राब
target = लक्ष्य { $target }
above-target = लक्ष्य से ऊपर
below-target = लक्ष्य से नीचे
than-last-year = पिछले वर्ष की तुलना में
than-previous = पिछली अवधि की तुलना में
last-year = पिछला वर्ष
this-year = यह वर्ष
previous-period = पिछली अवधि
no-change = कोई बदलाव नहीं
change = बदलाव
rank = स्थान
rank-of = { $total } में से { $rank }
total = कुल
no-comparison = तुलना नहीं

## Pages
overview = एक नज़र में
indicator = सूचक
compare = तुलना
league = क्रम सूची
returns = रिपोर्ट जमा
quality = आँकड़ों की गुणवत्ता
review = समीक्षा
cases = मामले
source = स्रोत
search = खोजें
sign-in = साइन इन
sign-out = साइन आउट
home = मुखपृष्ठ
help = सहायता
reports = रिपोर्टें
open-data = खुले आँकड़े
uploads = अपलोड
schedules = समय-सारणी
accessibility = सुगम्यता
district-at-a-glance = ज़िला एक नज़र में
skip-to-content = मुख्य सामग्री पर जाएँ
language = भाषा
place = स्थान
programme = कार्यक्रम
period = अवधि
table = तालिका
map = मानचित्र
trend = रुझान
show-table = तालिका दिखाएँ
download = डाउनलोड
definitions = परिभाषाएँ
feedback = प्रतिक्रिया
where-from = ये आँकड़े कहाँ से आए हैं?
sources = स्रोत
sort-by = { $column } के अनुसार क्रमित करें
page-of = पृष्ठ { $page } / { $pages }
page = पृष्ठ
page-before = पिछला पृष्ठ
page-after = अगला पृष्ठ
prepared-for = { $place } के लिए तैयार
legend = संकेतों के अर्थ
approximate-areas = अनुमानित क्षेत्र, ग्राम पंचायत की सीमाएँ नहीं

## Time
day = दिन
week = सप्ताह
month = माह
quarter = तिमाही
fy = वित्तीय वर्ष

## Faults
not-found = ऐसा कोई पृष्ठ नहीं है।
outside-scope = यह स्थान आपके क्षेत्र से बाहर है।
sign-in-needed = यह पृष्ठ देखने के लिए साइन इन करें।
bad-request = पते में जो माँगा गया है वह मौजूद नहीं है।
server-fault = यहाँ कुछ गड़बड़ हुई। त्रुटि दर्ज कर ली गई है; कृपया फिर प्रयास करें।
no-data = अभी कोई आँकड़े नहीं हैं।

## Reports
report-about = परिचय
report-summary = सारांश
report-charts = चार्ट
report-months = माहवार
report-late = रिपोर्ट नहीं आई
report-code = कोड
report-report = रिपोर्ट
report-measure = सूचक
report-value = मान
report-unit = इकाई
report-last-year = पिछला वर्ष
report-change = बदलाव
report-target = लक्ष्य
report-standing = स्थिति
report-reported = रिपोर्ट आई
report-carried = पिछली से लाई गई
report-expected = अपेक्षित
report-points = प्रतिशत अंक
report-lakh = लाख
report-crore = करोड़
report-title = शीर्षक
report-key-figures = मुख्य आँकड़े
report-data-version = आँकड़ों का संस्करण { $version }
report-sample-notice = नमूना आँकड़े, jela कैसे काम करता है यह दिखाने के लिए बनाए गए। ये वास्तविक आँकड़े नहीं हैं।
report-against-last-year = पिछले वर्ष की तुलना में { $change }
report-carried-on = नई रिपोर्ट नहीं; पिछली रिपोर्ट ही मानी गई है
report-late-of = { $expected } में से { $late } ने रिपोर्ट नहीं दी: { $places }
report-answer-above = { $measure }: { $value }, एक वर्ष पहले से { $change } अधिक।
report-answer-below = { $measure }: { $value }, एक वर्ष पहले से { $change } कम।
report-answer-same = { $measure }: { $value }, एक वर्ष पहले के बराबर।
report-answer-plain = { $measure }: { $value }।
report-answer-suspended = { $measure }: कार्यक्रम निलंबित था।
report-answer-no-report = { $measure }: अभी तक कोई रिपोर्ट नहीं आई।
report-answer-none = { $measure }: कोई आँकड़ा नहीं दिया जा सकता।
report-answer-short = “{ $measure }” के लक्ष्य से { $all } में से { $short } पीछे हैं ({ $places })।
report-answer-late = { $expected } में से { $late } ने रिपोर्ट नहीं दी ({ $places })।
report-finding-none = दिखाने के लिए अभी कोई आँकड़ा नहीं है।
report-finding-bars = सबसे अधिक: { $first }, { $high }। सबसे कम: { $last }, { $low }। बिना आँकड़े: { $missing }।
report-finding-months = { $month }: { $value }। एक वर्ष पहले इसी माह: { $before }।
report-legend-count = { $means } (खाने: { $count })
report-means-no-report = जिन्हें रिपोर्ट देनी थी उनमें से किसी ने नहीं दी; न आई रिपोर्ट शून्य नहीं है
report-means-not-applicable = ऐसा आँकड़ा हो ही नहीं सकता: शून्य की दर, या कोई तुलना नहीं
report-source = { $file }, शीट { $sheet }
report-charts-note = जहाँ आँकड़ा नहीं है वहाँ खाना खाली है; कारण तालिकाओं में है।
report-cut = यहाँ { $rows } में से पहली { $shown } पंक्तियाँ छपी हैं; सभी Excel और CSV फ़ाइल में हैं।
report-more-sources = और { $count } अन्य; सभी के नाम Excel फ़ाइल में हैं

## The dashboard
list-and = { $first } और { $last }
and-more = { $count } अन्य
unit-lakh = लाख
unit-crore = करोड़
last-month = पिछला माह
since-day = { $date } से
against-day = { $date } की तुलना में
this-date-last-year = पिछले वर्ष इसी तारीख
this-date-last-month = पिछले माह इसी तारीख
the-period-before = पिछली अवधि
spark-title = { $measure }, पिछले बारह माह
answer-above = { $measure }: { $value }, { $since } से { $change } अधिक।
answer-below = { $measure }: { $value }, { $since } से { $change } कम।
answer-same = { $measure }: { $value }, { $since } के बराबर।
answer-alone = { $measure }: { $value }।
answer-nothing = इस स्थान के लिए { $measure } की कोई रिपोर्ट नहीं आई है।
answer-suspended = यहाँ कार्यक्रम स्थगित था। { $reason }।
answer-lag = { $count ->
    [one] “{ $measure }” में { $names } लक्ष्य { $target } से बहुत पीछे है।
   *[other] “{ $measure }” में { $names } लक्ष्य { $target } से बहुत पीछे हैं।
}
answer-none-lags = “{ $measure }” में कोई भी लक्ष्य { $target } से बहुत पीछे नहीं है।
answer-late = { $late ->
    [one] { $units }: { $expected } में से { $late } ने रिपोर्ट नहीं दी है।
   *[other] { $units }: { $expected } में से { $late } ने रिपोर्ट नहीं दी है।
}
answer-all-reported = { $units }: सभी { $expected } ने रिपोर्ट दी है।
sheets-of-files = { $files } फ़ाइलों की { $sheets } शीट
sheets-further = और { $count } अन्य शीट; JSON डाउनलोड में सबके नाम हैं
over-time-sum = अवधि की घटनाओं का जोड़
over-time-latest = अंतिम सूचित मान
over-time-cumulative = गणना फिर शुरू होने से अब तक का जोड़
table-caption = { $place }: { $places }, पहले कुल
suspended-in = { $year }: स्थगित
year-against = { $last } की तुलना में { $this }
month-until = { $month } केवल { $date } तक
finding-trend = { $month }: { $value }; सबसे अधिक { $top-month } में: { $top }।
finding-years = इस वित्तीय वर्ष में अब तक: { $this }; पिछले वर्ष: { $last }।
what-figures-mean = इन आँकड़ों का अर्थ
finding-places = सबसे अधिक: { $highest }, { $high }। सबसे कम: { $lowest }, { $low }।
places-of = { $place }, { $places }
lowest-of = { $total } में से वे { $count } जिन पर पहले ध्यान चाहिए
legal-until = { $title }, { $date } तक { $before }
not-drawn = “{ $chart }” यहाँ मानचित्र पर नहीं दिखाया जा सकता, क्योंकि इन स्थानों की सीमाएँ ज्ञात नहीं हैं; आँकड़े तालिका में हैं।
place-at-a-glance = { $place } एक नज़र में
people-2011 = लोग (जनगणना 2011)
found = { $count ->
    [one] “{ $q }” के लिए { $count } परिणाम
   *[other] “{ $q }” के लिए { $count } परिणाम
}
state-not-reported = जिन्हें रिपोर्ट देनी थी उनमें से किसी ने नहीं दी। यह शून्य नहीं है।
state-not-applicable = ऐसा कोई आँकड़ा नहीं हो सकता: शून्य की दर, या ऐसे भाग जो इस अवधि में जोड़े नहीं जा सकते।
state-suppressed = छोटी संख्या जिससे किसी की पहचान हो सकती है; इसलिए प्रकाशित नहीं।
state-suspended = उस समय वहाँ कार्यक्रम नहीं चला।
accessible-standard = पृष्ठ WCAG 2.2 के AA स्तर के अनुसार बनाए गए हैं, अंग्रेज़ी, बांग्ला और हिन्दी में।
accessible-script = हर पृष्ठ बिना स्क्रिप्ट के, धीमे कनेक्शन और छोटे फ़ोन पर भी चलता है।
accessible-keyboard = कीबोर्ड से हर जगह पहुँचा जा सकता है; पृष्ठ की पहली कड़ी सीधे मुख्य सामग्री पर ले जाती है।
accessible-charts = हर आरेख का शीर्षक, एक वाक्य में उसका निष्कर्ष और तालिका में उसके आँकड़े हैं।
accessible-colour = केवल रंग से कुछ नहीं कहा जाता; बेहतर, ध्यान दें और ख़राब के साथ चिह्न और शब्द होते हैं। उपकरण का डार्क मोड माना जाता है।
accessible-print = पृष्ठ छापे जा सकते हैं; PDF दस्तावेज़ स्क्रीन रीडर के लिए टैग किए गए हैं।
sample-band = नमूना आँकड़े: काल्पनिक, किसी वास्तविक कार्यालय के नहीं
find-a-place = स्थान या सूचक खोजें
at-a-glance = एक नज़र में
you-are-here = आप यहाँ हैं
as-on-label = तारीख
compare-with = तुलना करें
show = दिखाएँ
go-to = जाएँ
what-moved = सबसे अधिक बदलाव
became = से
broken-down-by = विभाजन
reported = रिपोर्ट
who-is-late = किसने रिपोर्ट नहीं दी
data-version = आँकड़ों का संस्करण
data-changed = आँकड़े अंतिम बार बदले
all-figures = सभी आँकड़े
places-found = स्थान
measures-found = सूचक
signs = चिह्नों के अर्थ
did-you-mean = क्या आपका मतलब था

## Stock and flow, classes
flow-came = देखभाल में आए
flow-left = देखभाल से निकले
finding-flow = { $month }: { $came } आए, { $left } निकले; अंत में देखभाल में: { $stay }।
class-of-few = { $value } · केवल { $few } में से
class-few-note = खोखली पट्टियाँ: इतने कम कि आँकड़ा संयोग हो सकता है
report-flow-balance = मिलान: आरंभ और आए हुए, घटाएँ निकले और अंत में शेष
report-flow-sheet = आना-जाना
report-list-rules = नियम और टिप्पणियाँ

## Pages of cases
pages-of-programme = इस कार्यक्रम के पृष्ठ
rules = नियम और उनकी संख्याएँ
rule = { $title }: { $number }
cases-none = इस दिन यहाँ कोई देखभाल में नहीं है।
cases-none-of-kind = सूची में किसी के लिए यह चेतावनी नहीं है।
cases-count = { $place } में देखभाल में: { $count }।
cases-alarming = { $count } को अभी देखना ज़रूरी है।
cases-severe = अंतिम माप में { $count } गंभीर थे।
cases-shown = { $count } में से { $first } से { $last } दिखाए गए हैं।
cases-all = सभी
cases-choose = क्या करना है, उसके अनुसार चुनें
cases-private = कोई नाम नहीं रखा जाता: केंद्र अपने रजिस्टर से बच्चे को पहचानता है। यह सूची किसी और को न दें।
case-girl = लड़की
case-boy = लड़का
case-sex-unknown = लिंग ज्ञात नहीं
case-who = { $sex }, { $months } माह
case-who-ageless = { $sex }, आयु ज्ञात नहीं
case-came = { $entry }, { $date } से
case-who-head = बच्चा और केंद्र
case-do = क्या करना है
case-since = कैसे आया
case-last = अंतिम माप
case-scores = z-स्कोर
case-trend-head = ऊँचाई अनुसार वज़न का रुझान
case-nothing = कुछ असामान्य नहीं
case-one-only = दो बार से कम मापा गया
case-weight = वज़न
case-height = लंबाई या ऊँचाई
case-muac = बाँह (MUAC)
case-oedema = शोथ
case-yes = हाँ
case-no = नहीं
case-whz = ऊँचाई अनुसार वज़न
case-waz = आयु अनुसार वज़न
case-haz = आयु अनुसार ऊँचाई
case-grade-severe = गंभीर
case-grade-moderate = मध्यम
case-grade-normal = सामान्य
case-grade-none = वर्ग नहीं
case-severe = गंभीर तीव्र कुपोषण
case-trend = ऊँचाई अनुसार वज़न, z-स्कोर: { $from } से { $to }
alert-not_seen = { $days } दिन से नहीं देखा: घर जाएँ
alert-worse = पिछली माप से बुरा वर्ग: घर जाएँ और रेफ़र करें
alert-weight_lost = पिछली माप से { $grams } ग्राम घटा: घर जाएँ
alert-no_gain = दो मापों में वज़न नहीं बढ़ा: आहार और बीमारी जाँचें
alert-weight_for_age_fell = तीन माह में आयु अनुसार वज़न { $fell } z गिरा: रेफ़र करें
alert-second_spell = दोबारा देखभाल में: घर में क्या बदला, पूछें
alert-height_fell = पहले से { $millimetres } मिमी कम: फिर मापें
alert-height_jumped = एक माह में { $millimetres } मिमी बढ़ा: फिर मापें
alert-copied = वज़न और ऊँचाई हूबहू पिछले माह जैसे: फिर मापें
alert-kind-not_seen = 30 दिन से अधिक नहीं देखे गए
alert-kind-worse = वर्ग बिगड़ा
alert-kind-weight_lost = वज़न घटा
alert-kind-no_gain = वज़न नहीं बढ़ा
alert-kind-weight_for_age_fell = आयु अनुसार वज़न गिरा
alert-kind-second_spell = दोबारा देखभाल में
alert-kind-height_fell = ऊँचाई घटी
alert-kind-height_jumped = ऊँचाई अचानक बढ़ी
alert-kind-copied = नक़ल की गई माप

## Columns of lists
column-id = आईडी
column-place_code = कोड
column-place = स्थान
column-sex = लिंग
column-age_months = आयु, माह
column-entry = कैसे आया
column-since = कब से
column-measured_on = माप की तिथि
column-weight_kg = वज़न, किग्रा
column-height_cm = लंबाई या ऊँचाई, सेमी
column-muac_cm = MUAC, सेमी
column-oedema = शोथ
column-whz = ऊँचाई अनुसार वज़न, z
column-waz = आयु अनुसार वज़न, z
column-haz = आयु अनुसार ऊँचाई, z
column-severe = गंभीर तीव्र कुपोषण
column-alerts = चेतावनियाँ
column-part_code = कोड
column-part = स्थान या समूह
column-lines = बच्चे

## Pages of measuring
quality-month = { $month } की माप
quality-lines = बच्चे
quality-few = बहुत कम, कहा नहीं जा सकता
quality-too-few = रजिस्टर में { $lines } बच्चे: गुणवत्ता बताने के लिए माप बहुत कम हैं।
quality-above = अपेक्षित सीमा से ऊपर
quality-below = अपेक्षित सीमा से नीचे
quality-all-inside = सभी संकेत सावधान दलों की सीमा में हैं।
quality-outside = इन्हें देखें: { $signs }।
quality-means = संकेतों के अर्थ
sign-between = अपेक्षित { $least } से { $most }
sign-at-least = अपेक्षित कम से कम { $least }
sign-at-most = अपेक्षित अधिकतम { $most }
sign-no-range = कोई सीमा प्रकाशित नहीं
sign-missing_age = आयु नहीं
sign-means-missing_age = जिन बच्चों की आयु ज्ञात नहीं, इसलिए आयु अनुसार वर्ग नहीं हो सकता।
sign-missing_weight_kg = वज़न नहीं
sign-means-missing_weight_kg = रजिस्टर के बच्चे जिन्हें तौला नहीं गया।
sign-missing_lenhei_cm = ऊँचाई नहीं
sign-means-missing_lenhei_cm = रजिस्टर के बच्चे जिनकी लंबाई या ऊँचाई नहीं मापी गई।
sign-flagged_zwei = असंभव आयु अनुसार वज़न
sign-means-flagged_zwei = इतने बाहर के स्कोर कि ग़लत वज़न, आयु या लिंग अधिक संभव है।
sign-flagged_zlen = असंभव आयु अनुसार ऊँचाई
sign-means-flagged_zlen = इतने बाहर के स्कोर कि ग़लत ऊँचाई या आयु अधिक संभव है।
sign-flagged_zwfl = असंभव ऊँचाई अनुसार वज़न
sign-means-flagged_zwfl = इतने बाहर के स्कोर कि ग़लत वज़न या ऊँचाई अधिक संभव है।
sign-sd_zwei = आयु अनुसार वज़न का फैलाव (SD)
sign-means-sd_zwei = अधिक हो तो तराज़ू या आयु ग़लत; कम हो तो वज़न नक़ल या गढ़े हुए।
sign-sd_zlen = आयु अनुसार ऊँचाई का फैलाव (SD)
sign-means-sd_zlen = अधिक हो तो ऊँचाई या आयु ग़लत; कम हो तो ऊँचाई नक़ल या गढ़ी हुई।
sign-sd_zwfl = ऊँचाई अनुसार वज़न का फैलाव (SD)
sign-means-sd_zwfl = अधिक हो तो वज़न या ऊँचाई ग़लत; कम हो तो माप नक़ल या गढ़ी हुई।
sign-weight_digit_preference = वज़न में अंक-पसंद
sign-means-weight_digit_preference = वज़न के अंतिम अंक कितने असमान हैं, 0 से: बहुत शून्य और पाँच का अर्थ है तराज़ू ठीक से नहीं पढ़ी गई।
sign-length_digit_preference = ऊँचाई में अंक-पसंद
sign-means-length_digit_preference = ऊँचाई के अंतिम अंक कितने असमान हैं, 0 से: बहुत शून्य और पाँच का अर्थ है पट्ट ठीक से नहीं पढ़ा गया।
sign-age_heaping_12 = 12 माह पर आयु का ढेर
sign-means-age_heaping_12 = लगभग 12 माह के बच्चे, आस-पास की आयु की तुलना में: 1 से अधिक हो तो आयु एक वर्ष मान ली गई।
sign-age_heaping_24 = 24 माह पर आयु का ढेर
sign-means-age_heaping_24 = लगभग 24 माह के बच्चे, आस-पास की आयु की तुलना में: 1 से अधिक हो तो आयु दो वर्ष मान ली गई।
sign-too_young_to_stand = खड़े होने के लिए छोटे
sign-means-too_young_to_stand = 9 माह से छोटे बच्चे जिन्हें खड़े होकर मापा लिखा गया।
sign-copied = पिछले माह से नक़ल
sign-means-copied = जिन बच्चों का वज़न और ऊँचाई हूबहू पिछले माह की है।
## साइन इन
signed-in-as = इस नाम से साइन इन हैं
account-name = खाते का नाम
password = पासवर्ड
sign-in-help = खाते ज़िला कार्यालय से बनते हैं; खाता न हो या पासवर्ड भूल गए हों तो वहाँ बताएँ।
form-too-old = फ़ॉर्म बहुत देर तक खुला रहा, या कहीं और से भेजा गया। कृपया फिर कोशिश करें।
wrong-sign-in = नाम या पासवर्ड ग़लत है।
too-many-sign-ins = बहुत बार ग़लत हुआ। अगली कोशिश से पहले { $seconds } सेकंड रुकें।
sign-in-for-figures = ये आँकड़े प्रकाशित नहीं हैं; ज़िम्मेदार अधिकारी साइन इन करके देखते हैं।

# Breakdowns.
breakdown-more = { $rows } और पंक्तियाँ डाउनलोड में हैं।
breakdown-show = { $rows } और पंक्तियाँ दिखाएँ
breakdown-empty = इस समय के लिए यहाँ बताने को कुछ नहीं है।
rising-some = दोनों वर्षों में मिलाकर कम से कम 10 वाले { $tested } में से { $rows } एक वर्ष पहले की तुलना में संयोग से और समग्र से अधिक बढ़े; बताए गए में अधिकतम 5 % संयोग हो सकते हैं।
rising-none = दोनों वर्षों में मिलाकर कम से कम 10 वाले { $tested } में से कोई भी एक वर्ष पहले की तुलना में संयोग से अधिक नहीं बढ़ा।
league-outside = { $rows } में से { $below } संयोग से परे समग्र से नीचे और { $above } ऊपर हैं; अन्य अलग नहीं कहे जा सकते। कोष्ठक में 95 % अंतराल।
year-before = एक वर्ष पहले
now = अभी
changed = परिवर्तन
from-nothing = शून्य से
of-few = थोड़ों में
below-chance = नीचे, संयोग से परे
above-chance = ऊपर, संयोग से परे
unstable = थोड़े: संयोग हो सकता है
completeness = { $percent } ज्ञात: { $all } में से { $known }
interval-low = अंतराल, निचला
interval-high = अंतराल, ऊपरी
note = टिप्पणी
report-ends = सूचकांक के दोनों छोर, काग़ज़ पर कोष्ठक में, उसके 95 % अंतराल के हैं।
report-breakdown-more = { $rows } और पंक्तियाँ यहाँ नहीं दिखाई गई हैं।
