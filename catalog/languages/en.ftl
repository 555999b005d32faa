# The words of pages, reports and mails. Every id stands in all three files.

## States of a figure
no-report = no report
not-applicable = –
not-applicable-long = not applicable
suppressed = <{ $threshold }
suppressed-long = small count, not shown
suspended = suspended
reported-while-suspended = reported while suspended
not-published = not published at this detail

## Dates and coverage
as-on = as on { $date }
known-on = as known on { $date }
from-to = { $from } to { $to }
last-updated = last updated { $date }
reported-of = { $reported } of { $expected } reported
units-reported = { $reported } of { $expected } { $units } reported
units-late = { $late ->
    [one] { $late } late
   *[other] { $late } late
}
units-carried = { $carried ->
    [one] { $carried } carried from an earlier report
   *[other] { $carried } carried from earlier reports
}
all-reported = all reported
incomplete = incomplete
sample-data = sample data

## Comparison
better = better
watch = watch
worse = worse
target = target { $target }
above-target = above target
below-target = below target
than-last-year = against last year
than-previous = against the period before
last-year = last year
this-year = this year
previous-period = period before
no-change = no change
change = change
rank = rank
rank-of = { $rank } of { $total }
total = Total
no-comparison = no comparison

## Pages
overview = Overview
indicator = Indicator
compare = Compare
league = Ranking
returns = Returns
quality = Data quality
review = Review
cases = Cases
source = Source
search = Search
sign-in = Sign in
sign-out = Sign out
home = Home
help = Help
reports = Reports
open-data = Open data
uploads = Uploads
schedules = Schedules
accessibility = Accessibility
district-at-a-glance = District at a glance
skip-to-content = Skip to the content
language = Language
place = Place
programme = Programme
period = Period
table = Table
map = Map
trend = Trend
show-table = Show the table
download = Download
definitions = Definitions
feedback = Feedback
where-from = Where do these figures come from?
sources = Sources
sort-by = Sort by { $column }
page-of = Page { $page } of { $pages }
page = Page
page-before = Page before
page-after = Next page
prepared-for = Prepared for { $place }
legend = Legend
approximate-areas = approximate areas, not GP boundaries

## Time
day = Day
week = Week
month = Month
quarter = Quarter
fy = Financial year

## Faults
not-found = There is no such page.
outside-scope = This place is outside your area.
sign-in-needed = Please sign in to see this page.
bad-request = The address asks for something that does not exist.
server-fault = Something went wrong here. The fault is recorded; please try again.
no-data = No data yet.

## Reports
report-about = About
report-summary = Summary
report-charts = Charts
report-months = Months
report-late = Not reported
report-code = Code
report-report = Report
report-measure = Measure
report-value = Value
report-unit = Unit
report-last-year = Last year
report-change = Change
report-target = Target
report-standing = Standing
report-reported = Reported
report-carried = Carried
report-expected = Expected
report-points = points
report-lakh = lakh
report-crore = crore
report-title = Title
report-key-figures = Key figures
report-data-version = data version { $version }
report-sample-notice = Sample data, made up to show how jela works. These are no real figures.
report-against-last-year = { $change } against last year
report-carried-on = no new report; an earlier one is carried on
report-late-of = { $late } of { $expected } { $places } have not reported
report-answer-above = { $measure }: { $value }, which is { $change } more than a year ago.
report-answer-below = { $measure }: { $value }, which is { $change } less than a year ago.
report-answer-same = { $measure }: { $value }, as much as a year ago.
report-answer-plain = { $measure }: { $value }.
report-answer-suspended = { $measure }: the programme was suspended.
report-answer-no-report = { $measure }: nothing has been reported yet.
report-answer-none = { $measure }: no figure can be given.
report-answer-short = { $short } of { $all } { $places } are short of the target for “{ $measure }”.
report-answer-late = { $late } of { $expected } { $places } have not reported.
report-finding-none = There is no figure to show yet.
report-finding-bars = Highest: { $first }, { $high }. Lowest: { $last }, { $low }. Without a figure: { $missing }.
report-finding-months = { $month }: { $value }. The same month a year before: { $before }.
report-legend-count = { $means } (cells: { $count })
report-means-no-report = nobody who should have reported has; a missing report is not a zero
report-means-not-applicable = there can be no such figure: a rate of nothing, or no comparison
report-source = { $file }, sheet { $sheet }
report-charts-note = A cell is empty where there is no figure; the tables say why.
report-cut = Printed here are the first { $shown } of { $rows } rows; the Excel workbook and the CSV file hold all of them.
report-more-sources = and { $count } more; the Excel workbook names them all

## The dashboard
list-and = { $first } and { $last }
and-more = { $count } more
unit-lakh = lakh
unit-crore = crore
last-month = last month
since-day = since { $date }
against-day = against { $date }
this-date-last-year = this date last year
this-date-last-month = this date last month
the-period-before = the period before
spark-title = { $measure }, last twelve months
answer-above = { $measure }: { $value }, { $change } above { $since }.
answer-below = { $measure }: { $value }, { $change } below { $since }.
answer-same = { $measure }: { $value }, the same as { $since }.
answer-alone = { $measure }: { $value }.
answer-nothing = No report of { $measure } has come in for this place.
answer-suspended = The programme was suspended here. { $reason }.
answer-lag = { $count ->
    [one] { $names } falls well short of { $target } in “{ $measure }”.
   *[other] { $names } fall well short of { $target } in “{ $measure }”.
}
answer-none-lags = Nobody falls well short of { $target } in “{ $measure }”.
answer-late = { $late ->
    [one] { $late } of { $expected } { $units } has not reported.
   *[other] { $late } of { $expected } { $units } have not reported.
}
answer-all-reported = All { $expected } { $units } have reported.
sheets-of-files = { $sheets ->
    [one] { $sheets } sheet of { $files ->
        [one] { $files } file
       *[other] { $files } files
    }
   *[other] { $sheets } sheets of { $files ->
        [one] { $files } file
       *[other] { $files } files
    }
}
sheets-further = and { $count } further sheets; the JSON download names them all
over-time-sum = events of the time added up
over-time-latest = the last value reported
over-time-cumulative = added up since the count began again
table-caption = { $places } of { $place }, with the whole first
suspended-in = { $year }: suspended
year-against = { $this } against { $last }
month-until = { $month } until { $date } only
finding-trend = { $month }: { $value }; highest in { $top-month }: { $top }.
finding-years = This financial year so far: { $this }; last year: { $last }.
what-figures-mean = What these figures mean
finding-places = Highest: { $highest }, { $high }. Lowest: { $lowest }, { $low }.
places-of = { $places }, { $place }
lowest-of = { $count } of { $total } that most need a look
legal-until = { $title }, until { $date } { $before }
not-drawn = “{ $chart }” can’t be shown as a map here, since no outlines of these places are known; the table has the figures.
place-at-a-glance = { $place } at a glance
people-2011 = people (Census 2011)
found = { $count ->
    [one] { $count } result for “{ $q }”
   *[other] { $count } results for “{ $q }”
}
state-not-reported = Nobody who should have reported has. It is not a zero.
state-not-applicable = There can be no such figure: a rate of nothing, or parts that can’t be added up over the time asked.
state-suppressed = A small count that could point at a person; it is not published.
state-suspended = The programme did not run there in that time.
accessible-standard = The pages are made to meet level AA of WCAG 2.2, in English, Bengali and Hindi.
accessible-script = Every page works without scripts, on a slow line and on a small telephone.
accessible-keyboard = Everything can be reached with the keyboard; the first link of a page leads past its head.
accessible-charts = Every chart has a title, a sentence that says what it shows, and its figures as a table.
accessible-colour = Nothing is said by colour alone; better, watch and worse carry a sign and a word. Pages follow the dark mode of the device.
accessible-print = Pages can be printed; PDF documents are tagged for screen readers.
sample-band = Sample data: made up, not of any real office
find-a-place = Find a place or figure
at-a-glance = At a glance
you-are-here = You are here
as-on-label = As on
compare-with = compare with
show = Show
go-to = Go to
what-moved = What moved most
became = became
broken-down-by = Broken down by
reported = Reported
who-is-late = Who has not reported
data-version = Data version
data-changed = data last changed
all-figures = All figures
places-found = Places
measures-found = Figures
signs = What the signs mean
did-you-mean = Did you mean

## Stock and flow, classes
flow-came = came under care
flow-left = left care
finding-flow = { $month }: { $came } came, { $left } left; under care at its end: { $stay }.
class-of-few = { $value } · of only { $few }
class-few-note = hollow bars: so few that chance may have made the figure
report-flow-balance = Balance: beginning and those who came, less those who left and those at the end
report-flow-sheet = Stock and flow
report-list-rules = Rules and notes

## Pages of cases
pages-of-programme = Pages of this programme
rules = The rules, with their numbers
rule = { $title }: { $number }
cases-none = Nobody is under care here on this day.
cases-none-of-kind = Nobody on the list has this alert.
cases-count = { $count } under care in { $place }.
cases-alarming = { $count } need somebody now.
cases-severe = { $count } were severe at the last measurement.
cases-shown = Shown are { $first } to { $last } of { $count }.
cases-all = All
cases-choose = Choose by what is to be done
cases-private = No name is kept: the centre knows a child by its register. Do not pass this list on.
case-girl = girl
case-boy = boy
case-sex-unknown = sex not known
case-who = { $sex }, { $months } months
case-who-ageless = { $sex }, age not known
case-came = { $entry }, since { $date }
case-who-head = Child and centre
case-do = What to do
case-since = How it came
case-last = Last measurement
case-scores = z-scores
case-trend-head = Weight for height, trend
case-nothing = nothing out of order
case-one-only = measured less than twice
case-weight = weight
case-height = length or height
case-muac = arm (MUAC)
case-oedema = oedema
case-yes = yes
case-no = no
case-whz = weight for height
case-waz = weight for age
case-haz = height for age
case-grade-severe = severe
case-grade-moderate = moderate
case-grade-normal = normal
case-grade-none = not graded
case-severe = severe acute malnutrition
case-trend = Weight for height, z-score: from { $from } to { $to }
alert-not_seen = Not seen for { $days } days: visit
alert-worse = Worse class than at the measurement before: visit and refer
alert-weight_lost = Lost { $grams } g since the measurement before: visit
alert-no_gain = No weight gained over two measurements: check feeding and illness
alert-weight_for_age_fell = Weight for age fell by { $fell } z in three months: refer
alert-second_spell = Under care again: ask what has changed at home
alert-height_fell = { $millimetres } mm shorter than before: measure again
alert-height_jumped = Grew { $millimetres } mm in a month: measure again
alert-copied = Weight and height as the month before to the digit: measure again
alert-kind-not_seen = Not seen for over 30 days
alert-kind-worse = Class got worse
alert-kind-weight_lost = Lost weight
alert-kind-no_gain = No gain
alert-kind-weight_for_age_fell = Weight for age fell
alert-kind-second_spell = Under care again
alert-kind-height_fell = Height fell
alert-kind-height_jumped = Height jumped
alert-kind-copied = Copied measurement

## Columns of lists
column-id = Id
column-place_code = Code
column-place = Place
column-sex = Sex
column-age_months = Age, months
column-entry = How it came
column-since = Since
column-measured_on = Measured on
column-weight_kg = Weight, kg
column-height_cm = Length or height, cm
column-muac_cm = MUAC, cm
column-oedema = Oedema
column-whz = Weight for height, z
column-waz = Weight for age, z
column-haz = Height for age, z
column-severe = Severe acute malnutrition
column-alerts = Alerts
column-part_code = Code
column-part = Place or group
column-lines = Children

## Pages of measuring
quality-month = Measurements of { $month }
quality-lines = Children
quality-few = too few to tell
quality-too-few = With { $lines } children on the registers too few were measured to tell how well.
quality-above = above the expected range
quality-below = below the expected range
quality-all-inside = Every sign lies where careful teams have it.
quality-outside = Look at: { $signs }.
quality-means = What the signs mean
sign-between = Expected from { $least } to { $most }
sign-at-least = Expected at least { $least }
sign-at-most = Expected at most { $most }
sign-no-range = No range is published
sign-missing_age = Age missing
sign-means-missing_age = Children whose age is not known, so that nothing can be graded by age.
sign-missing_weight_kg = Weight missing
sign-means-missing_weight_kg = Children on the register who were not weighed.
sign-missing_lenhei_cm = Height missing
sign-means-missing_lenhei_cm = Children on the register whose length or height was not measured.
sign-flagged_zwei = Implausible weight for age
sign-means-flagged_zwei = Scores so far out that a wrong weight, age or sex is likelier than such a child.
sign-flagged_zlen = Implausible height for age
sign-means-flagged_zlen = Scores so far out that a wrong height or age is likelier than such a child.
sign-flagged_zwfl = Implausible weight for height
sign-means-flagged_zwfl = Scores so far out that a wrong weight or height is likelier than such a child.
sign-sd_zwei = Spread of weight for age (SD)
sign-means-sd_zwei = Too wide: scales or ages are wrong. Too narrow: weights were copied or made up.
sign-sd_zlen = Spread of height for age (SD)
sign-means-sd_zlen = Too wide: heights or ages are wrong. Too narrow: heights were copied or made up.
sign-sd_zwfl = Spread of weight for height (SD)
sign-means-sd_zwfl = Too wide: weights or heights are wrong. Too narrow: measurements were copied or made up.
sign-weight_digit_preference = Rounded weights
sign-means-weight_digit_preference = How unevenly last digits of weights occur, from 0: many zeros and fives mean that the scale was not read.
sign-length_digit_preference = Rounded heights
sign-means-length_digit_preference = How unevenly last digits of heights occur, from 0: many zeros and fives mean that the board was not read.
sign-age_heaping_12 = Ages heap at 12 months
sign-means-age_heaping_12 = Children of about 12 months, compared with their neighbours in age: above 1 ages were guessed as one year.
sign-age_heaping_24 = Ages heap at 24 months
sign-means-age_heaping_24 = Children of about 24 months, compared with their neighbours in age: above 1 ages were guessed as two years.
sign-too_young_to_stand = Too young to stand
sign-means-too_young_to_stand = Children under 9 months written down as measured standing.
sign-copied = Copied from the month before
sign-means-copied = Children whose weight and height are those of the month before to the digit.
## Signing in
signed-in-as = Signed in as
account-name = Name of the account
password = Password
sign-in-help = Accounts are made by the district's office; ask there if you have none or have forgotten the password.
form-too-old = The form lay open too long, or was sent from elsewhere. Please try again.
wrong-sign-in = The name or the password is wrong.
too-many-sign-ins = Too many wrong tries. Please wait { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
} before the next one.
sign-in-for-figures = These figures are not published; those in office see them after signing in.

# Breakdowns.
breakdown-more = { $rows ->
    [one] 1 more row is in the downloads.
   *[other] { $rows } more rows are in the downloads.
}
breakdown-show = { $rows ->
    [one] Show 1 more row
   *[other] Show { $rows } more rows
}
breakdown-empty = There is nothing to be told of here for this time.
rising-some = { $rows } of { $tested } with at least 10 in both years together rose beyond chance, and beyond what the whole grew, against the year before; of those told, at most 5 % may be chance.
rising-none = Of { $tested } with at least 10 in both years together, nothing rises beyond chance against the year before.
league-outside = Of { $rows }, { $below } lie below the whole beyond chance and { $above } above it; the others cannot be told from it. In brackets: the 95 % interval.
year-before = A year before
now = Now
changed = Change
from-nothing = from nothing
of-few = of few
below-chance = below, beyond chance
above-chance = above, beyond chance
unstable = few: chance may have made it
completeness = { $percent } known: { $known } of { $all }
interval-low = Interval, lower end
interval-high = Interval, upper end
note = Note
report-ends = The two ends of an index, on paper in brackets, are those of its 95 % interval.
report-breakdown-more = { $rows ->
    [one] 1 more row is not shown here.
   *[other] { $rows } more rows are not shown here.
}
