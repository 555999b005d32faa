# পাতা, প্রতিবেদন ও মেলের কথা। Every id stands in all three files.

## States of a figure
no-report = প্রতিবেদন নেই
not-applicable = –
not-applicable-long = প্রযোজ্য নয়
suppressed = <{ $threshold }
suppressed-long = সংখ্যা ছোট, দেখানো হয়নি
suspended = স্থগিত
reported-while-suspended = স্থগিত থাকাকালীন প্রতিবেদিত
not-published = এত বিশদে প্রকাশিত নয়

## Dates and coverage
as-on = { $date } তারিখের অবস্থা
known-on = { $date } তারিখে যা জানা ছিল
from-to = { $from } থেকে { $to }
last-updated = শেষ হালনাগাদ { $date }
reported-of = { $expected }-এর মধ্যে { $reported } প্রতিবেদন দিয়েছে
units-reported = { $units }: { $expected }টির মধ্যে { $reported }টি প্রতিবেদন দিয়েছে
units-late = { $late ->
    [one] { $late } বিলম্বিত
   *[other] { $late } বিলম্বিত
}
units-carried = { $carried ->
    [one] { $carried }টি আগের প্রতিবেদন থেকে নেওয়া
   *[other] { $carried }টি আগের প্রতিবেদন থেকে নেওয়া
}
all-reported = সবাই প্রতিবেদন দিয়েছে
incomplete = অসম্পূর্ণ
sample-data = নমুনা তথ্য

## Comparison
better = ভালো
watch = নজরে রাখুন
worse = খারাপ
target = লক্ষ্য { $target }
above-target = লক্ষ্যের উপরে
below-target = লক্ষ্যের নীচে
than-last-year = গত বছরের তুলনায়
than-previous = আগের সময়ের তুলনায়
last-year = গত বছর
this-year = এই বছর
previous-period = আগের সময়
no-change = পরিবর্তন নেই
change = পরিবর্তন
rank = স্থান
rank-of = { $total }-এর মধ্যে { $rank }
total = মোট
no-comparison = তুলনা নেই

## Pages
overview = এক নজরে
indicator = সূচক
compare = তুলনা
league = ক্রমতালিকা
returns = প্রতিবেদন জমা
quality = তথ্যের মান
review = পর্যালোচনা
cases = কেস
source = উৎস
search = খুঁজুন
sign-in = সাইন ইন
sign-out = সাইন আউট
home = শুরু
help = সাহায্য
reports = প্রতিবেদন
open-data = উন্মুক্ত তথ্য
uploads = আপলোড
schedules = সময়সূচি
accessibility = সকলের ব্যবহারযোগ্যতা
district-at-a-glance = এক নজরে জেলা
skip-to-content = মূল অংশে যান
language = ভাষা
place = স্থান
programme = কর্মসূচি
period = সময়কাল
table = সারণি
map = মানচিত্র
trend = প্রবণতা
show-table = সারণি দেখান
download = ডাউনলোড
definitions = সংজ্ঞা
feedback = মতামত
where-from = এই তথ্য কোথা থেকে এসেছে?
sources = উৎস
sort-by = { $column } অনুযায়ী সাজান
page-of = পৃষ্ঠা { $page } / { $pages }
page = পৃষ্ঠা
page-before = আগের পৃষ্ঠা
page-after = পরের পৃষ্ঠা
prepared-for = { $place }-এর জন্য প্রস্তুত
legend = চিহ্নের অর্থ
approximate-areas = আনুমানিক এলাকা, গ্রাম পঞ্চায়েতের সীমানা নয়

## Time
day = দিন
week = সপ্তাহ
month = মাস
quarter = ত্রৈমাসিক
fy = অর্থবর্ষ

## Faults
not-found = এমন কোনো পাতা নেই।
outside-scope = এই স্থানটি আপনার এলাকার বাইরে।
sign-in-needed = এই পাতা দেখতে সাইন ইন করুন।
bad-request = ঠিকানায় যা চাওয়া হয়েছে তা নেই।
server-fault = এখানে কিছু গোলমাল হয়েছে। ত্রুটি নথিভুক্ত হয়েছে; আবার চেষ্টা করুন।
no-data = এখনও কোনো তথ্য নেই।

## Reports
report-about = পরিচিতি
report-summary = সারাংশ
report-charts = লেখচিত্র
report-months = মাসওয়ারি
report-late = প্রতিবেদন আসেনি
report-code = কোড
report-report = প্রতিবেদন
report-measure = সূচক
report-value = মান
report-unit = একক
report-last-year = গত বছর
report-change = পরিবর্তন
report-target = লক্ষ্য
report-standing = অবস্থান
report-reported = প্রতিবেদন এসেছে
report-carried = আগের থেকে আনা
report-expected = প্রত্যাশিত
report-points = শতাংশ-বিন্দু
report-lakh = লক্ষ
report-crore = কোটি
report-title = শিরোনাম
report-key-figures = মূল সংখ্যা
report-data-version = তথ্যের সংস্করণ { $version }
report-sample-notice = নমুনা তথ্য, jela কীভাবে কাজ করে তা দেখাতে বানানো। এগুলি প্রকৃত সংখ্যা নয়।
report-against-last-year = গত বছরের তুলনায় { $change }
report-carried-on = নতুন প্রতিবেদন নেই; আগেরটি বহাল রাখা হয়েছে
report-late-of = { $expected }টির মধ্যে { $late }টি প্রতিবেদন দেয়নি: { $places }
report-answer-above = { $measure }: { $value }, এক বছর আগের চেয়ে { $change } বেশি।
report-answer-below = { $measure }: { $value }, এক বছর আগের চেয়ে { $change } কম।
report-answer-same = { $measure }: { $value }, এক বছর আগের সমান।
report-answer-plain = { $measure }: { $value }।
report-answer-suspended = { $measure }: কর্মসূচি স্থগিত ছিল।
report-answer-no-report = { $measure }: এখনও কোনো প্রতিবেদন আসেনি।
report-answer-none = { $measure }: কোনো সংখ্যা দেওয়া যায় না।
report-answer-short = “{ $measure }”-এর লক্ষ্যে পৌঁছায়নি { $all }টির মধ্যে { $short }টি ({ $places })।
report-answer-late = প্রতিবেদন দেয়নি { $expected }টির মধ্যে { $late }টি ({ $places })।
report-finding-none = দেখানোর মতো কোনো সংখ্যা এখনও নেই।
report-finding-bars = সর্বোচ্চ: { $first }, { $high }। সর্বনিম্ন: { $last }, { $low }। সংখ্যা নেই: { $missing }।
report-finding-months = { $month }: { $value }। এক বছর আগের একই মাসে: { $before }।
report-legend-count = { $means } (ঘর: { $count })
report-means-no-report = যাদের প্রতিবেদন দেওয়ার কথা তাদের কেউ দেয়নি; না-আসা প্রতিবেদন শূন্য নয়
report-means-not-applicable = এমন সংখ্যা হতে পারে না: শূন্যের হার, বা তুলনা নেই
report-source = { $file }, শিট { $sheet }
report-charts-note = যেখানে কোনো সংখ্যা নেই সেখানে ঘর ফাঁকা; কারণ সারণিতে আছে।
report-cut = এখানে { $rows }টি সারির প্রথম { $shown }টি ছাপা হয়েছে; সবগুলি Excel ও CSV ফাইলে আছে।
report-more-sources = এবং আরও { $count }টি; সবগুলির নাম Excel ফাইলে আছে

## The dashboard
list-and = { $first } ও { $last }
and-more = আরও { $count }টি
unit-lakh = লক্ষ
unit-crore = কোটি
last-month = গত মাস
since-day = { $date } থেকে
against-day = { $date }-এর তুলনায়
this-date-last-year = গত বছরের এই তারিখের
this-date-last-month = গত মাসের এই তারিখের
the-period-before = আগের সময়ের
spark-title = { $measure }, গত বারো মাস
answer-above = { $measure }: { $value }, { $since } চেয়ে { $change } বেশি।
answer-below = { $measure }: { $value }, { $since } চেয়ে { $change } কম।
answer-same = { $measure }: { $value }, { $since } সমান।
answer-alone = { $measure }: { $value }।
answer-nothing = এই স্থানের জন্য { $measure } বিষয়ে কোনো প্রতিবেদন আসেনি।
answer-suspended = এখানে কর্মসূচি স্থগিত ছিল। { $reason }।
answer-lag = { $count ->
    [one] “{ $measure }”-এ { $names } লক্ষ্য { $target } থেকে অনেক পিছিয়ে।
   *[other] “{ $measure }”-এ { $names } লক্ষ্য { $target } থেকে অনেক পিছিয়ে।
}
answer-none-lags = “{ $measure }”-এ লক্ষ্য { $target } থেকে কেউ অনেক পিছিয়ে নেই।
answer-late = { $late ->
    [one] { $units }: { $expected }টির মধ্যে { $late }টি প্রতিবেদন দেয়নি।
   *[other] { $units }: { $expected }টির মধ্যে { $late }টি প্রতিবেদন দেয়নি।
}
answer-all-reported = { $units }: { $expected }টির সবাই প্রতিবেদন দিয়েছে।
sheets-of-files = { $files }টি ফাইলের { $sheets }টি শিট
sheets-further = এবং আরও { $count }টি শিট; JSON ডাউনলোডে সবগুলির নাম আছে
over-time-sum = সময়ের ঘটনার যোগফল
over-time-latest = শেষ প্রতিবেদিত মান
over-time-cumulative = গণনা নতুন করে শুরু হওয়া থেকে যোগফল
table-caption = { $place }: { $places }, প্রথমে মোট
suspended-in = { $year }: স্থগিত
year-against = { $last }-এর তুলনায় { $this }
month-until = { $month } শুধু { $date } পর্যন্ত
finding-trend = { $month }: { $value }; সর্বোচ্চ { $top-month } মাসে: { $top }।
finding-years = এই অর্থবর্ষে এ পর্যন্ত: { $this }; গত অর্থবর্ষে: { $last }।
what-figures-mean = এই সূচকগুলির অর্থ
finding-places = সর্বোচ্চ: { $highest }, { $high }। সর্বনিম্ন: { $lowest }, { $low }।
places-of = { $place }, { $places }
lowest-of = { $total }-এর মধ্যে যে { $count }টি আগে দেখা দরকার
legal-until = { $title }, { $date } পর্যন্ত { $before }
not-drawn = “{ $chart }” এখানে মানচিত্রে দেখানো যায় না, কারণ এই স্থানগুলির সীমারেখা জানা নেই; সারণিতে তথ্য আছে।
place-at-a-glance = এক নজরে { $place }
people-2011 = মানুষ (জনগণনা ২০১১)
found = { $count ->
    [one] “{ $q }”-এর জন্য { $count }টি ফল
   *[other] “{ $q }”-এর জন্য { $count }টি ফল
}
state-not-reported = যাদের প্রতিবেদন দেওয়ার কথা তারা কেউ দেয়নি। এটি শূন্য নয়।
state-not-applicable = এমন কোনো সংখ্যা হতে পারে না: শূন্যের হার, অথবা এমন অংশ যা এই সময়ে যোগ করা যায় না।
state-suppressed = ছোট সংখ্যা, যাতে কাউকে চেনা যেতে পারে; তাই প্রকাশিত নয়।
state-suspended = সেই সময়ে সেখানে কর্মসূচি চলেনি।
accessible-standard = পাতাগুলি WCAG 2.2-এর AA মান মেনে তৈরি, ইংরেজি, বাংলা ও হিন্দিতে।
accessible-script = প্রতিটি পাতা স্ক্রিপ্ট ছাড়াই চলে, ধীর সংযোগে ও ছোট ফোনেও।
accessible-keyboard = কিবোর্ড দিয়ে সব জায়গায় যাওয়া যায়; পাতার প্রথম লিঙ্ক সরাসরি মূল অংশে নিয়ে যায়।
accessible-charts = প্রতিটি লেখচিত্রের শিরোনাম, একটি বাক্যে তার বক্তব্য ও সারণিতে তার তথ্য আছে।
accessible-colour = শুধু রং দিয়ে কিছু বলা হয় না; ভালো, নজরে রাখুন ও খারাপ-এর সঙ্গে চিহ্ন ও শব্দ থাকে। যন্ত্রের অন্ধকার মোড মানা হয়।
accessible-print = পাতা ছাপা যায়; PDF নথি স্ক্রিন রিডারের উপযোগী।
sample-band = নমুনা তথ্য: বানানো, কোনো প্রকৃত অফিসের নয়
find-a-place = স্থান বা সূচক খুঁজুন
at-a-glance = এক নজরে
you-are-here = আপনি এখানে
as-on-label = তারিখ
compare-with = তুলনা করুন
show = দেখান
go-to = যান
what-moved = সবচেয়ে বেশি বদল
became = থেকে
broken-down-by = ভাগ
reported = প্রতিবেদন
who-is-late = কারা প্রতিবেদন দেয়নি
data-version = তথ্যের সংস্করণ
data-changed = তথ্য শেষ বদলেছে
all-figures = সব তথ্য
places-found = স্থান
measures-found = সূচক
signs = চিহ্নের অর্থ
did-you-mean = আপনি কি খুঁজছিলেন

## Stock and flow, classes
flow-came = চিকিৎসায় এল
flow-left = চিকিৎসা থেকে গেল
finding-flow = { $month }: এসেছে { $came }, গেছে { $left }; শেষে চিকিৎসাধীন: { $stay }।
class-of-few = { $value } · মাত্র { $few } জনের মধ্যে
class-few-note = ফাঁপা দণ্ড: সংখ্যা এত কম যে ফল কাকতালীয় হতে পারে
report-flow-balance = হিসাব মেলানো: শুরু ও আগতদের যোগফল থেকে যারা গেছে ও শেষে যারা আছে বাদ
report-flow-sheet = আগমন ও প্রস্থান
report-list-rules = নিয়ম ও টীকা

## Pages of cases
pages-of-programme = এই প্রকল্পের পাতা
rules = নিয়ম ও তার সংখ্যা
rule = { $title }: { $number }
cases-none = এই দিনে এখানে কেউ চিকিৎসাধীন নেই।
cases-none-of-kind = তালিকায় কারও এই সতর্কতা নেই।
cases-count = { $place }: চিকিৎসাধীন { $count } জন।
cases-alarming = এখনই দেখা দরকার { $count } জনকে।
cases-severe = শেষ মাপে তীব্র অপুষ্টি ছিল { $count } জনের।
cases-shown = { $count } জনের মধ্যে { $first } থেকে { $last } দেখানো হল।
cases-all = সব
cases-choose = করণীয় অনুযায়ী বাছুন
cases-private = কোনও নাম রাখা হয় না: কেন্দ্র তার রেজিস্টার থেকে শিশুকে চেনে। এই তালিকা অন্যকে দেবেন না।
case-girl = মেয়ে
case-boy = ছেলে
case-sex-unknown = লিঙ্গ জানা নেই
case-who = { $sex }, { $months } মাস
case-who-ageless = { $sex }, বয়স জানা নেই
case-came = { $entry }, { $date } থেকে
case-who-head = শিশু ও কেন্দ্র
case-do = কী করতে হবে
case-since = কীভাবে এল
case-last = শেষ মাপ
case-scores = z-স্কোর
case-trend-head = উচ্চতা অনুযায়ী ওজনের গতি
case-nothing = অস্বাভাবিক কিছু নেই
case-one-only = দু’বারের কম মাপা হয়েছে
case-weight = ওজন
case-height = দৈর্ঘ্য বা উচ্চতা
case-muac = বাহুর ঘের (MUAC)
case-oedema = শোথ
case-yes = হ্যাঁ
case-no = না
case-whz = উচ্চতা অনুযায়ী ওজন
case-waz = বয়স অনুযায়ী ওজন
case-haz = বয়স অনুযায়ী উচ্চতা
case-grade-severe = তীব্র
case-grade-moderate = মাঝারি
case-grade-normal = স্বাভাবিক
case-grade-none = শ্রেণি নেই
case-severe = তীব্র অপুষ্টি
case-trend = উচ্চতা অনুযায়ী ওজন, z-স্কোর: { $from } থেকে { $to }
alert-not_seen = { $days } দিন দেখা হয়নি: বাড়ি যান
alert-worse = আগের মাপের চেয়ে খারাপ শ্রেণি: বাড়ি যান ও রেফার করুন
alert-weight_lost = আগের মাপের পর { $grams } গ্রাম কমেছে: বাড়ি যান
alert-no_gain = দুটি মাপে ওজন বাড়েনি: খাওয়া ও অসুখ দেখুন
alert-weight_for_age_fell = তিন মাসে বয়স অনুযায়ী ওজন { $fell } z কমেছে: রেফার করুন
alert-second_spell = আবার চিকিৎসাধীন: বাড়িতে কী বদলেছে জানুন
alert-height_fell = আগের চেয়ে { $millimetres } মিমি কম: আবার মাপুন
alert-height_jumped = এক মাসে { $millimetres } মিমি বেড়েছে: আবার মাপুন
alert-copied = ওজন ও উচ্চতা হুবহু আগের মাসের মতো: আবার মাপুন
alert-kind-not_seen = ৩০ দিনের বেশি দেখা হয়নি
alert-kind-worse = শ্রেণি খারাপ হয়েছে
alert-kind-weight_lost = ওজন কমেছে
alert-kind-no_gain = ওজন বাড়েনি
alert-kind-weight_for_age_fell = বয়স অনুযায়ী ওজন কমেছে
alert-kind-second_spell = আবার চিকিৎসাধীন
alert-kind-height_fell = উচ্চতা কমেছে
alert-kind-height_jumped = উচ্চতা হঠাৎ বেড়েছে
alert-kind-copied = নকল করা মাপ

## Columns of lists
column-id = আইডি
column-place_code = কোড
column-place = স্থান
column-sex = লিঙ্গ
column-age_months = বয়স, মাস
column-entry = কীভাবে এল
column-since = কবে থেকে
column-measured_on = মাপের তারিখ
column-weight_kg = ওজন, কেজি
column-height_cm = দৈর্ঘ্য বা উচ্চতা, সেমি
column-muac_cm = MUAC, সেমি
column-oedema = শোথ
column-whz = উচ্চতা অনুযায়ী ওজন, z
column-waz = বয়স অনুযায়ী ওজন, z
column-haz = বয়স অনুযায়ী উচ্চতা, z
column-severe = তীব্র অপুষ্টি
column-alerts = সতর্কতা
column-part_code = কোড
column-part = স্থান বা গোষ্ঠী
column-lines = শিশু

## Pages of measuring
quality-month = { $month }-এর মাপ
quality-lines = শিশু
quality-few = সংখ্যা খুব কম
quality-too-few = রেজিস্টারে { $lines } শিশু: মান বলার মতো যথেষ্ট মাপ নেই।
quality-above = প্রত্যাশিত সীমার উপরে
quality-below = প্রত্যাশিত সীমার নীচে
quality-all-inside = সব লক্ষণ যত্নশীল দলের সীমার মধ্যে।
quality-outside = দেখুন: { $signs }।
quality-means = লক্ষণগুলির অর্থ
sign-between = প্রত্যাশিত { $least } থেকে { $most }
sign-at-least = প্রত্যাশিত অন্তত { $least }
sign-at-most = প্রত্যাশিত সর্বাধিক { $most }
sign-no-range = কোনও সীমা প্রকাশিত নেই
sign-missing_age = বয়স নেই
sign-means-missing_age = যে শিশুদের বয়স জানা নেই, তাই বয়স অনুযায়ী শ্রেণি হয় না।
sign-missing_weight_kg = ওজন নেই
sign-means-missing_weight_kg = রেজিস্টারের যে শিশুদের ওজন নেওয়া হয়নি।
sign-missing_lenhei_cm = উচ্চতা নেই
sign-means-missing_lenhei_cm = রেজিস্টারের যে শিশুদের দৈর্ঘ্য বা উচ্চতা মাপা হয়নি।
sign-flagged_zwei = অসম্ভব বয়স অনুযায়ী ওজন
sign-means-flagged_zwei = এত দূরের স্কোর যে ভুল ওজন, বয়স বা লিঙ্গই সম্ভব।
sign-flagged_zlen = অসম্ভব বয়স অনুযায়ী উচ্চতা
sign-means-flagged_zlen = এত দূরের স্কোর যে ভুল উচ্চতা বা বয়সই সম্ভব।
sign-flagged_zwfl = অসম্ভব উচ্চতা অনুযায়ী ওজন
sign-means-flagged_zwfl = এত দূরের স্কোর যে ভুল ওজন বা উচ্চতাই সম্ভব।
sign-sd_zwei = বয়স অনুযায়ী ওজনের বিস্তার (SD)
sign-means-sd_zwei = বেশি হলে দাঁড়িপাল্লা বা বয়স ভুল; কম হলে ওজন নকল বা বানানো।
sign-sd_zlen = বয়স অনুযায়ী উচ্চতার বিস্তার (SD)
sign-means-sd_zlen = বেশি হলে উচ্চতা বা বয়স ভুল; কম হলে উচ্চতা নকল বা বানানো।
sign-sd_zwfl = উচ্চতা অনুযায়ী ওজনের বিস্তার (SD)
sign-means-sd_zwfl = বেশি হলে ওজন বা উচ্চতা ভুল; কম হলে মাপ নকল বা বানানো।
sign-weight_digit_preference = ওজনের শেষ অঙ্কে ঝোঁক
sign-means-weight_digit_preference = ওজনের শেষ অঙ্ক কত অসমান, 0 থেকে: অনেক শূন্য ও পাঁচ মানে দাঁড়িপাল্লা ঠিকমতো পড়া হয়নি।
sign-length_digit_preference = উচ্চতার শেষ অঙ্কে ঝোঁক
sign-means-length_digit_preference = উচ্চতার শেষ অঙ্ক কত অসমান, 0 থেকে: অনেক শূন্য ও পাঁচ মানে মাপকাঠি ঠিকমতো পড়া হয়নি।
sign-age_heaping_12 = ১২ মাসে বয়সের স্তূপ
sign-means-age_heaping_12 = প্রায় ১২ মাসের শিশু, কাছাকাছি বয়সের তুলনায়: 1-এর বেশি মানে বয়স এক বছর আন্দাজ করা।
sign-age_heaping_24 = ২৪ মাসে বয়সের স্তূপ
sign-means-age_heaping_24 = প্রায় ২৪ মাসের শিশু, কাছাকাছি বয়সের তুলনায়: 1-এর বেশি মানে বয়স দুই বছর আন্দাজ করা।
sign-too_young_to_stand = দাঁড়ানোর পক্ষে ছোট
sign-means-too_young_to_stand = ৯ মাসের কম বয়সি শিশু, যাদের দাঁড়িয়ে মাপা লেখা হয়েছে।
sign-copied = আগের মাস থেকে নকল
sign-means-copied = যে শিশুদের ওজন ও উচ্চতা হুবহু আগের মাসের।
## প্রবেশ
signed-in-as = যে নামে প্রবেশ করেছেন
account-name = অ্যাকাউন্টের নাম
password = পাসওয়ার্ড
sign-in-help = অ্যাকাউন্ট জেলা দপ্তর থেকে দেওয়া হয়; আপনার না থাকলে বা পাসওয়ার্ড ভুলে গেলে সেখানে বলুন।
form-too-old = ফর্মটি অনেকক্ষণ খোলা ছিল, বা অন্য কোথাও থেকে পাঠানো হয়েছে। আবার চেষ্টা করুন।
wrong-sign-in = নাম বা পাসওয়ার্ড ভুল।
too-many-sign-ins = অনেকবার ভুল হয়েছে। পরের চেষ্টার আগে { $seconds } সেকেন্ড অপেক্ষা করুন।
sign-in-for-figures = এই সংখ্যাগুলি প্রকাশিত নয়; দায়িত্বপ্রাপ্ত আধিকারিকরা প্রবেশ করে দেখতে পান।

# Breakdowns.
breakdown-more = আরও { $rows }টি সারি ডাউনলোডে আছে।
breakdown-show = আরও { $rows }টি সারি দেখান
breakdown-empty = এই সময়ের জন্য এখানে বলার কিছু নেই।
rising-some = দুই বছরে মিলিয়ে অন্তত ১০টি এমন { $tested }টির মধ্যে { $rows }টি এক বছর আগের তুলনায় আকস্মিকতার বাইরে ও সমগ্রের চেয়ে বেশি বেড়েছে; বলাগুলির বড়জোর ৫ % আকস্মিক হতে পারে।
rising-none = দুই বছরে মিলিয়ে অন্তত ১০টি এমন { $tested }টির কোনোটিই এক বছর আগের তুলনায় আকস্মিকতার বাইরে বাড়েনি।
league-outside = { $rows }টির মধ্যে { $below }টি সমগ্রের চেয়ে আকস্মিকতার বাইরে নিচে, { $above }টি উপরে; অন্যগুলি আলাদা বলা যায় না। বন্ধনীতে ৯৫ % সীমা।
year-before = এক বছর আগে
now = এখন
changed = পরিবর্তন
from-nothing = শূন্য থেকে
of-few = অল্পের মধ্যে
below-chance = নিচে, আকস্মিক নয়
above-chance = উপরে, আকস্মিক নয়
unstable = অল্প: আকস্মিক হতে পারে
completeness = { $percent } জানা: { $all }টির মধ্যে { $known }টি
interval-low = সীমা, নিম্ন
interval-high = সীমা, ঊর্ধ্ব
note = মন্তব্য
report-ends = সূচকের দুই সীমা, কাগজে বন্ধনীতে, তার ৯৫ % সীমা।
report-breakdown-more = আরও { $rows }টি সারি এখানে দেখানো হয়নি।
