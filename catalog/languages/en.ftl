# The words of pages, reports and mails. Every id stands in all three files.

## States of a figure
no-report = no report
not-applicable = –
not-applicable-long = not applicable
suppressed = <{ $threshold }
suppressed-long = not shown, for small counts
suspended = suspended
reported-while-suspended = reported while suspended
across-break = the time counted holds a break in the series: figures before and after it are not of one thing
some-returns = some returns of this time are missing: the sum of those that came
returns-of-due = { $reported } of { $due } returns of this time came: the sum of those
places-that-report = places that report
convergence-what = Measures of several programmes, side by side for the same places.
convergence-not-published = not published at this detail
not-in-source = Not in the source
means-not-published = not published at this level, this often or by these classes, whatever the size of the count
convergence-maps = The same places on maps
convergence-pairs = One against the other
places-are-not-people = These are places, not people: where much work and much wasting are found in the same places, it is not said that they befall the same households.
convergence-against = { $up } against { $across }
convergence-points = { $points } of { $all } { $places } have both figures
breaks-in-the-series = Breaks in the series
not-published = not published at this detail

## Dates and coverage
as-on = as on { $date }
known-on = as known on { $date }
from-to = { $from } to { $to }
last-updated = last updated { $date }
reported-of = { $reported } of { $expected } reported
units-reported = { $reported } of { $expected } { $units } reported
units-heard = { $reported } of { $expected } { $units } with a case received, moved or disposed of in this time
units-heard-of-one = its list of cases tells of this time
units-not-heard = nothing is known of any case in this time
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
uploads = Send returns
schedules = Schedules
api = Interface for programs
api-lead = Figures, definitions and places for programs, as JSON, CSV, Parquet and Excel. What is published needs no key.
api-description = The description as OpenAPI (JSON)
api-addresses = Addresses
api-parameters = Parameters
api-name = Name
api-meaning = Meaning
api-required = required
api-example = Example
api-forms = Forms
api-refusals = What is refused, and with which status
open-data-lead = Published figures as files: CSV for Excel and R, Parquet for DuckDB and pandas. Small counts of people are hidden. The addresses stay; only whole months are included.
open-measures = Measures
open-rows = Rows
open-files = Files
licence = Terms of use
dictionary = Data dictionary
latest-day = latest day
kilobytes = { $size } kB
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
report-answer-short = { $short } of { $all } { $places } miss the target for “{ $measure }”.
report-answer-late = { $late } of { $expected } { $places } have not reported.
report-withheld = This section is not published at this detail for the reader for whom the report was made.
report-mark = report { $id }
report-mark-alt = Code that leads to the page of this very report: { $address }
report-id = Report
report-see-table = table
report-against-before = { $change } against the period before
report-answer-above-before = { $measure }: { $value }, which is { $change } more than in the period before.
report-answer-below-before = { $measure }: { $value }, which is { $change } less than in the period before.
report-answer-same-before = { $measure }: { $value }, as much as in the period before.
report-review-moved = Moved most
report-review-moved-year = Moved most against last year in “{ $measure }”: { $places }.
report-review-moved-before = Moved most against the period before in “{ $measure }”: { $places }.
report-review-lagging = Lag behind
report-review-lag = Furthest behind the target of { $target } for “{ $measure }”: { $places }.
report-review-none-lags = Of the { $places } none lags behind the target for “{ $measure }”.
report-review-no-target = None of these figures has a target, so that nobody is said to lag.
report-finding-none = There is no figure to show yet.
report-finding-bars = Highest: { $first }, { $high }. Lowest: { $last }, { $low }. Without a figure: { $missing }.
report-finding-months = { $month }: { $value }. The same month a year before: { $before }.
report-legend-count = { $means } (cells: { $count })
report-means-no-report = nobody who should have reported has; a missing report is not a zero
report-means-not-applicable = there can be no such figure: a rate of nothing, or no comparison
report-means-over-hundred = What is divided is not a part of what it is divided by; the definition says why
report-source = { $file }, sheet { $sheet }
report-source-often = { $source } ({ $count } deliveries)
report-charts-note = A cell is empty where there is no figure; the tables say why.
report-cut = Printed here are the first { $shown } of { $rows } rows; the Excel workbook and the CSV file hold all of them.
report-more-sources = and { $count } more; the Excel workbook names them all
report-more-sources-sheet = and { $count } more, named on a sheet of their own

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
    [one] { $names } is far behind the target of { $target } in “{ $measure }”.
   *[other] { $names } are far behind the target of { $target } in “{ $measure }”.
}
answer-none-lags = Nobody is far behind the target of { $target } in “{ $measure }”.
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
state-suppressed = A small count that could point at a person, or a count from which one could be worked out; it is not published.
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
funnel-whole = { $place }: { $rate }
finding-funnel = { $beyond ->
    [one] { $beyond } of { $all } differs from { $place } ({ $rate }) by more than chance at 95 %
   *[other] { $beyond } of { $all } differ from { $place } ({ $rate }) by more than chance at 95 %
}; about { $expected } would by chance alone.
funnel-note = curves: limits of chance at 95 % and 99.8 % (score test, as Wilson’s interval)
funnel-of = Number: { $of }
funnel-counted = cases counted
funnel-tip = { $name }: { $rate } of { $of }
funnel-title = { $title }, against chance
chance-95 = 95 %
chance-998 = 99.8 %
finding-pyramid = Highest: { $side }, { $age }, { $value }.
pyramid-rest = not drawn: { $rest } of another or unknown age or sex
finding-map-months = Highest: { $place }, { $month }: { $high }.
place-in-month = { $place }, { $month }
tip-months = { $month }: { $values }
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
programme-left-out = Programme left out: { $file }: { $problem }
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

# Findings handed back, and templates.
mend-column = What to mend
mend-list = What to mend: all findings
mend-sheet = To mend
mend-cell = Cell
mend-cell-sent = Cell in the file you sent
mend-effect = What became of the row
mend-left-out = Not counted until mended
mend-kept = Counted; please look
mend-mark-left-out = ✗ thick frame: not counted until mended
mend-mark-kept = ? dashed frame: counted, please look
mend-how = Correct the marked cells in the first sheet, save this workbook, and send it again. Only what you correct changes. The added column and the marks need not be removed.
mend-counts = { $read } rows read, { $accepted } counted, { $rejected } not counted
mend-more = { $rows } more rows have findings than this workbook holds; mend and send these first, then ask again.
mend-only-found = The file is long: only rows with something to mend stand here. Row numbers in the texts are those of the file you sent.
mend-not-a-number = { $column }: { $found } is no number. Write digits, or leave the cell blank if it was not reported.
mend-formula-error = { $column }: the formula gives { $found }. Mend it, or write the value.
mend-formula-no-value = { $column }: the formula has no stored value. Open the file in Excel, let it compute, save it again, or write the value.
mend-date-for-number = { $column }: the cell holds a date. Format it as a number and write the number again.
mend-fraction = { $column } counts whole things and can't be { $found }. Correct it.
mend-negative = { $column } can't be less than nothing ({ $found }). Correct it.
mend-too-large = { $column } can't be as large as { $found }. See whether two numbers ran together.
mend-nothing-reported = The row names a place and reports nothing. Write 0 where nothing was done, or delete the row.
mend-unknown-figure = { $found } is none of the figures that are read. Nothing needs to be done if it is not wanted.
mend-no-place = The row names no place. Write the { $level }.
mend-unknown-place = { $found } is not a registered { $level }{ $inside }. Correct the name.{ $near }
mend-inside = { " " }(in { $place })
mend-near = { " " }Similar: { $places }.
mend-several-places = { $found } can be any of { $places }. Write the code, or name the place around it.
mend-code-and-name = The code { $found } is that of { $place }, but the name is that of { $other }. Correct one of them.
mend-all-zero = All counts are 0, which says that nothing was measured. Write the counts, or delete the row.
mend-not-a-date = This is no date. Write day, month and year, such as 22/11/2026.
mend-month-first = The month seems to stand first. Write the day first, such as 25/11/2020.
mend-no-such-day = There is no such day. Correct the date.
mend-not-a-period = { $found } is no month or year that can be read. Write { $example }.
mend-outside-year = { $date } lies outside the financial year { $year } of the sheet. Correct the date, or the year.
mend-before-programme = { $date } lies before the programme began, on { $began }. Correct the date.
mend-too-far-ahead = { $date } lies too far ahead. Correct the date.
mend-printed-later = The figures are of { $year } and were printed on { $date }; they are dated on the last day of the year.
mend-copy = The same row stands in row { $rows } and is counted there. Delete this one.
mend-repeated = The same stands in row { $rows } with other values, and none can be trusted. Keep only the right row.
mend-lower-count = The same place and date stand in row { $rows } with a higher { $column }, which is kept. Delete this row.
mend-more-than-whole = { $parts } together are { $sum }, more than { $whole } ({ $value }). Correct them.
mend-does-not-add-up = { $parts } add up to { $sum }, but { $whole } is { $value }. Correct them.
mend-not-the-average = { $column } is printed as { $found }, but { $parts } by { $whole } gives { $value }. See which is wrong.
mend-above-hundred = { $column } is { $found } percent; more than 100 can't be. Ask the source.
mend-fell = { $column } is { $found }, and was { $value } on { $date }. A count since the start of the year can't fall unless it was corrected.
mend-total-differs = The total of { $column } is printed as { $found }, but the rows add up to { $sum }.{ $where }
mend-total-where = { " " }The difference is { $value }; it can lie in { $cells }.
mend-formula-differs = { $column } should be { $formula }, which gives { $sum }, but { $found } is written. See which of { $cells } is wrong.
mend-place-not-there = { $place } was not there on { $day }. Give the row to the place that was: { $instead }.
mend-of-another-office = { $place } lies outside the places or programmes for which your account may send returns. Leave the row to the office there.
mend-header-twice = The header { $column } stands over several columns ({ $cells }), so none is read. Name them apart.
mend-not-a-choice = { $column }: { $found } is none of the words for it. Write one of { $allowed }.
mend-not-yes-no = { $column }: { $found } is neither yes nor no. Write Y or N.
mend-not-an-age = { $column }: { $found } is no age. Write months, or 2 years 3 months.
mend-not-above-zero = { $column } must be more than nothing and is { $found }. Correct it, or leave the cell blank if nothing was measured.
mend-outside = { $column } can only be { $allowed } and is { $found }. Correct it.
mend-impossible = { $column } can't be { $found }, only { $allowed }. Correct it, or write its unit.
mend-personal = The column { $column } names people or says how to reach them. Nothing of it is kept; nothing needs to be done.
mend-nobody = The row does not tell whom it is about. Fill { $column }.
mend-again = The same case stands in row { $rows } on a later day of the same month, which counts. See whether both are right.
mend-out-of-order = { $column } lies before { $other }, which can't be. Correct one of the days.
mend-ahead = The day of the row was still to come on { $date }, when it was taken in. Correct the date.
mend-ahead-in = { $column } lies after { $date }, the day on which the row was taken in. Correct the day.
mend-not-given = { $other } says that { $column } must be known. Write it, or correct { $other }.
mend-age-differs = { $column } and { $other } do not agree. See which of the two is right.
mend-too-old = The age is above that for which the programme is meant. See whether the date of birth is right.
mend-shrank = { $column } is { $found }, and was { $value } on { $date }. Children don't shrink: measure again.
mend-elsewhere = { $level } { $found } is listed in { $place }, which is not in { $other }. Correct the code, or the place.
mend-no-code = The row has no code of the { $level }. Write it in Latin letters and digits.
mend-no-name = The row has no name of the { $level }. Write it.
template-notes = How to fill this workbook
template-sheet = Notes
template-how = Fill one row for each place and day. Choose places and words from the lists in the cells; leave a cell blank if nothing was reported, and write 0 where nothing was done. Do not change the headers.
template-header = Column
template-means = What it means
template-write = What to write
template-as-on = As on
template-fill-date = Write the date here: the day for which the figures are true.
template-reported = Reported by each { $level }, every { $every }.
template-every-day = day
template-every-month = month
template-every-year = year
template-whole = A whole number, 0 or more
template-money = An amount in rupees, in the unit of the header
template-number = A number
template-between = A number from { $least } to { $most }
template-date = A date, such as 22/11/2026
template-yes-no = Y or N
template-one-of = One of: { $words }
template-from-list = From the list in the cell
template-text = A word or a few
template-identity = Tells one case from another. It is kept only as a code that nobody can read back.
template-code = The official code
template-year = The year, such as 2026
template-financial-year = The financial year, such as 2026-2027
template-month = The month, such as November
template-date-of-row = The day of the row
template-wrong = This does not fit here
## Sending returns
upload-lead = Choose the workbooks as they are: Excel, ODS, CSV or saved web pages. Nothing counts before you have seen what was read and have confirmed it.
upload-files = Files
upload-options = Say more about the files
upload-any-programme = found from the headers
upload-as-on = True as on, for sheets that do not say it
upload-send = Send and read
upload-limits = At most { $files } files and { $megabytes } MB at once.
upload-places = Rows about places outside { $places } are left out.
uploads-yours = What you sent
uploads-all = What was sent
uploads-none = Nothing yet.
upload-at = Sent at
upload-by = Sent by
upload-by-folder = watched folder
upload-sent = Sent on { $at } by { $by }
upload-state = State
upload-queued = Waiting
upload-queued-help = The files are safe, and are read in their turn. This page looks again by itself.
upload-reading = Being read
upload-reading-help = This page looks again by itself.
upload-taking = Being taken in
upload-taking-help = This page looks again by itself.
upload-review = Read, and not counted yet
upload-review-help = Look at what was read and what would change, then take it in or discard it.
upload-told-anew = Something else was taken in after these files were read, so that they would now change something else than what was shown. Look at it once more, and confirm it anew.
upload-taken = Taken in
upload-taken-help = The accepted rows count. Mend what was left out and send it again: only the mended rows change.
upload-discarded = Discarded
upload-discarded-help = Nothing of it counts, and the files were deleted.
upload-failed = Could not be done
upload-failed-help = What went wrong stands below.
upload-progress = { $read } of { $files } files read
upload-confirm = Take in
upload-try-again = Try again
upload-discard = Discard
upload-mend = Your sheet with what to mend, as a workbook
upload-mend-help = Correct the marked cells and send it again: only what you correct changes.
upload-too-much = Too much at once
upload-not-taken = The files were not taken
file-and-more = { $file } and { $count } more
rows-read = Rows read
rows-accepted = Accepted
rows-left-out = Left out
rows-new = New rows
rows-changed = Changed rows
rows-unchanged = Unchanged rows
row-left-out = row left out
row-kept = row kept
sheet-ready = Can be taken in
sheet-taken = Taken in
sheet-unchanged = Known already, and unchanged
sheet-rejected = No row can be counted
sheet-needs-date = Needs a date
sheet-unrecognised = Not recognised
sheet-unreadable = Can not be read
advice-needs-date = The sheet does not say for which day it is true. Write a line like “As on 22/11/2026” above the table, or choose the day when you send it again.
advice-unrecognised = The headers are those of no sheet that is known here. Compare them with the template of the programme, or ask whoever keeps the server to confirm what they mean.
advice-several = The headers are those of several sheets that are known here. Choose the programme when you send it again.
advice-hidden = The sheet is hidden and was left aside, since a sheet that people see has rows of the same kind. Unhide it if it is to count, or delete it.
advice-unreadable = The file can not be read. Open it, save it anew as xlsx, and send that.
advice-empty = The file is empty. Save or download it again.
advice-not-a-table = This is no table, whatever its name says. Send the table itself as xlsx, xls, ods, csv or a saved web page.
advice-protected = The workbook is protected by a password. Open it, remove the password, save it, and send it again.
advice-damaged = The file is damaged or was cut off. Download or copy it again, or save it anew as xlsx.
advice-too-large = The file holds more than is read. Split it, or delete what is not part of the table.
advice-no-table = There is no table in the file. If it shows one in a browser, save it from there as a complete page.
as-on-day = as on { $day }
changes = What changes
changes-first = Only the first changed values are shown.
change-row = Row
change-value = Value
change-before = Before
change-after = After
contradictions = Files that contradict each other
contradiction-counts = { $rows ->
    [one] One row is also in { $other } with other values; what stands here counts.
   *[other] { $rows } rows are also in { $other } with other values; what stands here counts.
}
contradiction-loses = { $rows ->
    [one] One row is also in { $other } with other values; what stands there counts.
   *[other] { $rows } rows are also in { $other } with other values; what stands there counts.
}
contradiction-rule = Of files sent together the later one in the list counts. If that is wrong, discard them and send the right one alone.
value-does-not-count = Does not count
value-counts = Counts
findings = What was found
finding-cell = Cell
finding-effect = Effect
finding-problem = What to mend
batch = Batch
batch-source = Source
batch-as-on = As on
batch-id = Batch
batch-deliveries = Deliveries
batch-changed = What it changed
batch-counts = counts
batch-undone = taken back
# Mails
built-report-unknown = No report of this id was made here. Look at the id once more, or at whose code it is.
built-report-current = Current: these are still the figures of { $date }.
built-report-restated = Restated: the figures of { $date } are others by now, since returns came in or were corrected after this report was made.
built-report-taken-back = Withdrawn: the returns of { $date } were taken back.
built-report-not-published = Withdrawn: a report of { $date } at this detail is no longer published for the readers for whom it was made.
built-report-not-made = Withdrawn: a report of this kind and place is no longer made.
built-report-by = With the present figures: { $report }
built-report-newer = A later one is there, as on { $date }
built-report-for = Made for
built-report-in-office = those in office there
built-report-made = First made
built-report-known-on = As known on
built-report-now = The same report with the present figures
mail-test = test
mail-alert = alert
mail-incomplete = Incomplete: the deadline came before all returns were in.
mail-no-data = There is no data for this time, so this report has no figures.
mail-part-fault = This part could not be made (reference { $reference }); the rest is whole. Tell the district's system person the reference.
mail-files = Attached
mail-too-large = Fetch { $file } ({ $size }, too large for a mail) until { $date }
mail-open-page = Open these figures on the dashboard
mail-why = You get this mail because the schedule “{ $schedule }” has your address.
mail-unsubscribe = No more of these mails
mail-notice-subject = Not delivered: { $schedule } to { $recipient }
mail-notice-what = The mail of the schedule “{ $schedule }” for { $due } to { $recipient } did not go out; its state is: { $state }.
mail-notice-why = Reason: { $reason }
mail-notice-page = All deliveries of the schedules
mail-state-due = due
mail-state-built = made
mail-state-handed-over = being handed over
mail-state-accepted = accepted by the mail server
mail-state-failed = failed
mail-state-uncertain = uncertain
mail-state-held = held for a person
mail-state-cancelled = not sent
mail-reason-refused = the mail server refused it
mail-reason-temporary = the mail server could not take it now; it is tried again
mail-reason-no-connection = the mail server could not be reached; it is tried again
mail-reason-connection-lost = the connection broke while the mail was handed over: nobody knows whether the server has it
mail-reason-process-ended = jela ended while the mail was handed over: nobody knows whether the server has it
mail-reason-too-many-tries = it was tried too often in vain
mail-reason-scope-withdrawn = the account as which it was made may no longer see this report
mail-reason-account-ended = the account as which it was made has ended
mail-reason-unsubscribed = the recipient wants it no more
mail-reason-missed = its time passed while jela was not running
mail-reason-by-person = somebody decided so
mail-reason-not-made = the report could not be made
mail-reason-bad-recipient = its report, place or address makes no sense any more
mail-reason-none = no reason is noted
schedules-title = Mailed reports
schedules-none = No report is mailed yet.
schedules-no-server = No mail server is set up: nothing goes out. The district's system person names one in jela.toml.
schedules-alerts = To be looked at
schedules-alert = { $count } { $state }
schedules-when = at { $cron } (India)
schedules-when-complete = when { $percent } % of returns are in, at the latest at { $cron } (India)
schedules-working-days = only on days on which offices are open
schedules-if-missed = A time that was missed
schedules-missed-send = the latest missed time is sent
schedules-missed-mark = missed times are only noted
schedules-if-uncertain = A mail of which nobody knows whether the server has it
schedules-uncertain-again = uncertain mails are sent again under the same Message-ID
schedules-uncertain-hold = uncertain mails wait for a person
schedules-was-uncertain = was uncertain and sent again
schedules-by-operator = the server's command line
schedules-owner = kept by
schedules-paused = Paused since { $since }
schedules-recipients = Recipients
schedules-to = To
schedules-place = Place
schedules-as = Made as
schedules-as-everybody = everybody
schedules-resume = Go on
schedules-pause = Pause
schedules-run = Send now
schedules-test = Send a test to the owner
schedules-again = Send again
schedules-cancel = Do not send
schedules-due = Due
schedules-what = What
schedules-state = State
schedules-why = Why
schedules-kind-report = report
schedules-kind-test = test
schedules-kind-notice = word to the owner
outbox = Outbox
outbox-help = A mail is shown as accepted only after the mail server has said that it has it.
outbox-empty = Nothing was due yet.
schedules-new = A new schedule
schedules-name = Name
schedules-report = Report
schedules-to-lines = Recipients, one a line: an address, or one with a place and a language of its own
schedules-cron = Minute, hour, day, month, day of the week, in India's time; with a percentage, the latest time
schedules-missed = missed
schedules-often = How often
schedules-daily = Every day
schedules-weekly = Every week
schedules-monthly = Every month
schedules-by-cron = By the expression below
schedules-time = Time, in India; with a percentage, the latest time
schedules-weekday = Day of the week (every week)
schedules-month-day = Day of the month (every month)
schedules-expert = For experts: times by an expression, and looking out for something
schedules-daily-at = { $time } each day
schedules-weekly-at = { $time } each { $day }
schedules-monthly-at = { $time } on day { $day } of each month
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
schedules-percent = Percent of returns at which it goes out (empty: at its time)
schedules-owner-address = Who is told of failures
schedules-add = Make the schedule
unsubscribe = No more of these mails?
unsubscribe-help = Nothing of this schedule will go to this address any more.
unsubscribed = These mails have ended
unsubscribed-help = To get them again, ask whoever keeps the schedule.
schedules-watch-worse = only when “{ $measure }” falls out of its band somewhere
schedules-watch-silent = only when a place falls silent: nobody there has reported for the latest day
schedules-watch-any = only when “{ $measure }” is no longer zero somewhere
schedules-watch-field = Only when something has come about (empty: always): worse:INDICATOR, silent or any:MEASURE
mail-crossed-worse = “{ $measure }” has fallen out of its band: { $places }
mail-crossed-silent = Nobody has reported for the latest day: { $places }
mail-crossed-any = “{ $measure }” is no longer zero: { $places }
## Pages of measures
by-month = { $measure } by month
on-the-map = { $measure } on the map
in-order = { $measure }, places in order
measures-rates = Rates and shares
measures-counts = Counts
measure-means = What it means
measure-formula = How it is computed
measure-above = Numerator
measure-below = Denominator
measure-made-of = Made of
measure-over-time = Over time
measure-different = Counts
measure-is-distinct = different people or households, so that months do not add up to a year
measure-restarts = Begins again on
measure-each-april = 1 April of each year
measure-unit = Unit
measure-number = a number
measure-quotient = a quotient; 1 where both parts are alike
measure-better = Direction
measure-higher = more is better
measure-lower = less is better
measure-neither = neither more nor less is better
measure-dataset = Comes from
measure-carried = A value holds until the next report, for at most { $days } days.
measure-not-carried = A value holds for its own day alone.
measure-sheets = Sheets it arrives in
measure-targets = Targets
measure-bands = Bands
measure-below-value = below { $value }
measure-above-that = above that
measure-law = Under
measure-used-in = Used in
measure-id = Id in data
measure-by-class = This figure sets classes against one another, so it is told by class alone.
## Pages of sources
source-of = Where from?
source-rows = Rows behind the figures
source-figures = Figures
source-rule = Rule
source-rule-long = Of several levels the finest counts at which every expected place has a value; else the place’s own row; else the sum of what there is. Levels are never added together.
source-rule-cases = single matters counted, each once
source-rule-own = the place’s own row
source-rule-parts = rows of { $places }, added up
source-rule-none = nothing to add up
source-sheets = Sheets
source-taken-in = Taken in
source-file = File and sheet
source-row-count = Rows that count
source-no-sheets = No sheet stands behind these figures.
source-no-rows = Rows are not listed here: they are about single persons or matters, or only what is published is shown to you, or none has come in.
source-adds = Added up
source-withheld = name not shown
source-further = and { $rows } further rows; the downloads end there too
report-source-batch = batch { $batch }
column-batch = Batch
column-dataset = Dataset
column-layout = Kind of sheet
column-sheet_as_on = Sheet as on
column-taken_in = Taken in (UTC)
column-file = File
column-sheet = Sheet
column-rows = Rows that count
column-row = Row of the sheet
column-level = Level
column-date = Day
column-adds = Added up
## Pages that compare
compare-places-lead = Places side by side; differences are to the first
compare-periods-lead = Periods side by side; differences are to the first
compare-beside = Side by side
compare-choose = Choose what stands side by side
compare-places = Other places
compare-periods = Periods of this place
compare-measures = Choose the figures
compare-note = Differences of shares are in percentage points, others in percent. Counts of different places are not judged: a larger place has more of everything.
of-only = of only { $count }
## What is not there
unknown-programme = There is no programme “{ $asked }”.
unknown-place = There is no place “{ $asked }”.
unknown-page = The programme has no page “{ $asked }”.
unknown-measure = The programme has no figure “{ $asked }”.
unknown-column = “{ $asked }” is neither a place nor a period.
bad-parameter = “{ $name }” can not be “{ $value }”.
## Pages of words
about-these-pages = About these pages
glossary = Glossary
site-map = Site map
site-map-general = For everybody
measures-all = Every figure, with its definition
owner-default = District administration, { $place }
help-find = Find a place or a figure by its name, in English, Bengali or Hindi, in the field at the top of every page.
help-day = Figures are true as on the day that the page names. Choose another day and press the button beside it.
help-down = Every name of a place leads to its page: from the district to subdivisions, blocks and GPs, and back up by the line over the title.
help-meaning = The name of a figure leads to its page: what it means, how it is computed, how it stands, and where.
help-source = “Where from?” leads from a figure to the sheets and rows behind it.
help-compare = “Compare” puts places or periods side by side.
help-download = Every page can be taken away as Excel, PDF, CSV, JSON or Parquet; every chart as SVG, PNG, CSV or Excel.
help-keyboard = Everything works by keyboard and without scripts; the browser’s print command gives a proper document.
accessible-limits = Known limits: maps of small areas are easier to read in their tables, and some official names are known in Latin letters only.
accessible-tell = Tell us what you can not use; the address is on the page of feedback.
policies = Website policies
policy-terms = Terms of use
policy-terms-text = These pages tell what offices have reported, as on the day that each page names. Figures may change when a report is corrected; the data version says which state a page shows. They are for information: what counts in law are the records of the offices themselves.
policy-privacy = Privacy
policy-privacy-text = No names, telephone numbers or addresses of persons are published. Small counts that could point at a person are hidden. Reading needs no account, and readers are not followed: there is no counter, no advertisement and nothing from other servers.
policy-cookies = Cookies
policy-cookies-text = Only those who sign in get a cookie. It keeps them signed in, holds no data about them, and ends with the session.
policy-copyright = Copyright
policy-copyright-text = Figures may be used free of charge with the name of the source, the day of which they are true, and without a changed meaning. The terms stand on the page of open data. Emblems and names of offices may not be used.
policy-links = Links
policy-links-text = You may link to any page without asking; the address of a page is the whole of its view. Pages should open in a window of their own and not inside a page of yours.
policy-correction = How figures are kept right
policy-correction-text = Every figure leads to the sheets it came from. Wrong figures are mended by the office that reported them, with a new sheet; what was known before can still be asked for by its day.
policy-archive = Older figures
policy-archive-text = Figures of past days are not removed. Choose an earlier day on any page to see them.
feedback-figure = A figure is wrong: name the page’s address and the figure. The office that reported it is asked, and mends it with a new sheet.
feedback-page = A page can not be used or read: say on which device and in which language.
feedback-person = Do not write names, telephone numbers or health matters of persons into a mail.
feedback-answer = A grievance is not feedback: it goes to the grievance cell of the state, where it gets a number and a time.
feedback-no-contact = No address is set yet; write to the district office.

## How the server stands

status = Server
status-well = All is well: there is room on the disk, and nothing waits longer than it should.
status-disk-full = The disk is nearly full: { $free } MB are free, and { $reserve } MB are kept back. Nothing new is taken in until there is room.
status-late-jobs = { $count ->
    [one] One upload has waited for more than a quarter of an hour; `jela doctor` says why.
   *[other] { $count } uploads have waited for more than a quarter of an hour; `jela doctor` says why.
}
status-server = Server and data
status-version = Version of jela
status-newest = Newest rows taken in
status-age = Age
status-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
status-disk = Free on the disk
status-memory = Memory
megabytes = { $count } MB
status-answers = Answers since the start
status-computed = Computed
status-kept = From those kept
status-unchanged = Unchanged for the reader
status-computing = Being computed now
status-waiting = Waiting now
status-refused = Refused to stay well
status-jobs = Uploads and watched files
status-intake = What was taken in
status-dataset = Dataset
status-batches = Deliveries
status-metrics = Programs that watch over servers read the same at /metrics.
server-busy = Too much is asked just now. Please try again in a minute.
disk-full = Nothing can be sent now

## The register of returns
report-returns-heat = { $dataset }: returns received, of those owed
report-returns-silent = { $dataset }: not reporting
report-returns-in-time = In time
report-returns-last = Last reported for
report-returns-missed = Missed since
report-returns-around = Lies in
report-returns-never = never
report-returns-none = { $dataset }: no return is due yet.
report-returns-answer = { $dataset }, { $period }: { $received } of { $expected } { $units } have reported.
report-returns-percent = Of the returns that were due, { $percent } came in time.
report-returns-daily = A return is owed for each day,
report-returns-monthly = A return is owed for each month,
report-returns-yearly = A return is owed for each financial year,
report-returns-hours = within { $within ->
    [one] { $within } hour
   *[other] { $within } hours
} of its end.
report-returns-days = by the end of { $within ->
    [0] its last day.
    [one] the day after it.
   *[other] { $within } days after it.
}
report-returns-working-days = by the end of { $within ->
    [0] its last day.
    [one] the working day after it.
   *[other] { $within } working days after it.
}
report-returns-judged = Lateness is judged as at { $moment }.
returns-of = Returns of
returns-heat = Returns received, of those owed
returns-silent = Not reporting
returns-silent-none = Nobody is silent: every { $unit } has sent its latest due return, or a later one.
returns-nothing = No return is due for the time asked about.
returns-no-units = No { $unit } of this place is registered.
returns-received = Received
returns-all = All
returns-elsewhere = elsewhere in { $place }
returns-state-in_time = in time
returns-state-late = late
returns-state-unjudged = received
returns-state-overdue = missing
returns-state-awaited = awaited
returns-state-suspended = suspended
returns-more = { $rows } more are in the files to download.
returns-mixed = { $received } of { $expected } received: { $in_time } in time, { $late } late; { $overdue } missing, { $awaited } awaited
returns-means-in-time = In time: of the returns that are due, those first taken in by the moment they were due. What was due before anything of the kind was ever taken in is not counted.
column-period = Period
column-due = Due, UTC
column-state = State
column-first_taken_in = First taken in, UTC
column-last_taken_in = Last taken in, UTC
column-deliveries = Deliveries
column-hours_late = Hours late

# Signing in: codes, the account page, recovery.
code = Code
code-help = The six digits that the app on your phone shows now, or one of your recovery codes.
another-account = Sign in with another account
wrong-code = This code is wrong or was used before. Please wait for the next one.
sign-in-again = That took too long. Please sign in again.
role-analyst = Analyst
role-data-entry = Data entry
role-officer = Officer
role-line-list = Officer with lists of cases
role-admin = Administrator
second-factor = Second factor
second-factor-change = Set up or remove the second factor
factor-off = Off: the password alone opens this account.
factor-on = On. { $count ->
    [0] No recovery code is left; remove the second factor and set it up again.
    [one] One recovery code is left.
   *[other] { $count } recovery codes are left.
 }
factor-why = With a second factor, a password that somebody else learns opens nothing: signing in also needs a code from your phone. Install an authenticator app on the phone first.
factor-begin = Set up
factor-scan = Scan this picture with the authenticator app, then type the code that it shows.
factor-picture = QR code for the authenticator app
factor-type = Or type this key into the app:
factor-confirm = Confirm
factor-done = The second factor is set up.
factor-codes = Keep these recovery codes where only you find them. Each opens the account once when the phone is lost. They are shown this once.
factor-go-on = Go on
factor-is-on = The second factor is on. To remove it, type a code.
factor-remove = Remove
factor-removed = The second factor was removed.
factor-needed = Your role needs a second factor; it can't be removed. If the phone is lost, ask an administrator for a recovery link.
sessions = Where you are signed in
session-since = Since
session-last = Last used
session-from = Address
session-browser = Browser
session-here = this browser
session-end = End
session-end-others = End all others
keys = Keys for programs
keys-lead = A program that fetches data for you comes in by a key in the place of your password.
keys-how = How programs ask
keys-change = See, make and end keys
keys-open = Keys that open something
keys-none = There are no keys.
key-label = What it is for
key-account = Account
key-reach = Reaches
key-reaches-all = as far as the account
key-until = Until
key-never = not yet
key-make = Make a key
key-lasts = Lasts
key-days = { $count } days
key-programmes = Only these programmes
key-programmes-help = With none ticked, the key reaches as far as the account.
key-made = A fresh key. Copy it now: it is not shown again.
key-ended = The key has ended.
key-gone = There is no such key any more.
key-too-many = This account has as many keys as it may; end one that is not used any more.
password-change = Change the password
password-old = Present password
password-new = New password
password-help = Several unusual words make a good one. All other sessions end.
wrong-old-password = The present password is wrong.
weak-password = This password is too easy to guess. Several unusual words make a good one.
recover = Set a new password
recover-no-link = This link is no good: it was used before, is older than a day, or is not complete. Ask an administrator for another.

# The audit log.
audit = Audit log
audit-help = Who signed in, looked at lists of cases, took figures away, sent files or changed something. Nothing is ever taken out of it; jela audit verify proves that.
audit-cut = Show
audit-account = Account
audit-kind = Kind
audit-any = all
audit-from = From
audit-to = Until
audit-at = When
audit-address = Address
audit-what = What
audit-older = Earlier entries
audit-none = Nothing is on record for this.
audit-sign-in = Signing in
audit-line-list = List of cases
audit-export = Export
audit-mail = Mail
audit-upload = Files sent
audit-change = Change
sign-in-by = Sign in with { $provider }
sign-on-failed = Nobody was signed in.

## What is held of whom
holdings = Data held
holdings-help = What is held of whom and why, as the Digital Personal Data Protection Act 2023 asks. Names, phone numbers and addresses are never kept: a row knows its case by a keyed hash alone.
holdings-owner = Data fiduciary:
holdings-cases = Rows about single cases
holdings-sheets = Sheets that name people
holdings-sheets-help = Of these columns nothing is read and nothing is kept beside the sealed file, until that is deleted.
holdings-others = Readers, recipients, files and the log
holdings-of = About whom
holdings-purpose = Purpose
holdings-basis = Legal basis
holdings-hashed = Kept as a keyed hash only
holdings-under-keys = { $count ->
    [one] under 1 key
   *[other] under { $count } keys in order
}
holdings-kept = Kept of each case
holdings-dropped = Never read
holdings-rows = Rows
holdings-keep = Kept for
holdings-for-ever = no limit is set
holdings-then-removed = { $months } months after the financial year, from { $from } on; earlier rows are deleted
holdings-then-unlinked = { $months } months after the financial year, from { $from } on; earlier cases are made such that nobody can find them again
holdings-not-said = The programme does not say.
holdings-none = nothing
holdings-accounts = Accounts
holdings-accounts-held = { $count } in use, { $ended } ended, { $sessions } sessions with network address and browser
holdings-identities = Sign-ons
holdings-identities-held = { $count } accounts are tied to another provider by an identifier of theirs
holdings-addresses = Recipients of mails
holdings-addresses-held = { $count } addresses, { $ended } that asked not to be mailed to
holdings-originals = Files as they were sent
holdings-originals-held = { $count } files, sealed; deleted { $days } days after they are settled
holdings-log = Log of who did what
holdings-log-held = { $count } entries with account and network address, since { $since }
holdings-look-up = Look up one person
holdings-look-up-help = For a person who asks what is held about them. Give what the register says: the number, or else each word that tells them apart on a line of its own. It is not kept; the log says that somebody was looked up, and not who.
holdings-unit = Code of the unit whose register it is (not needed where cases are told apart by a number of their own)
holdings-number = Number in the register
holdings-words = Or the words, one on a line
holdings-person = What is held about this person
holdings-nothing = Nothing is held about a person of this number or these words.
holdings-found = So many rows are held:
