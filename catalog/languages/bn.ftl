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
units-reported = { $expected } { $units }-এর মধ্যে { $reported } প্রতিবেদন দিয়েছে
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
