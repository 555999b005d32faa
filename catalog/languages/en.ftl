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
