"""The workbook of `benches/bench/papers.rs`, a million formatted cells, by XlsxWriter: milliseconds and megabytes."""
import datetime, resource, sys, time
import xlsxwriter

ROWS, COLUMNS = 100_000, 10
began = time.perf_counter()
workbook = xlsxwriter.Workbook(sys.argv[1], {"constant_memory": len(sys.argv) > 2})
sheet = workbook.add_worksheet("A million cells")
font = {"font_name": "Noto Sans", "font_size": 10}
bold, words = workbook.add_format({**font, "bold": True}), workbook.add_format(font)
number, day = workbook.add_format({**font, "num_format": "0.000"}), workbook.add_format({**font, "num_format": "yyyy-mm-dd"})
for column in range(COLUMNS):
    sheet.write_string(4, column, f"c{column}", bold)
of = datetime.date(2026, 4, 1)
for row in range(ROWS):
    sheet.write_string(row + 5, 0, f"অঙ্গনওয়াড়ি কেন্দ্র {row}", words)
    for column in range(1, COLUMNS - 1):
        sheet.write_number(row + 5, column, row * column / 8, number)
    sheet.write_datetime(row + 5, COLUMNS - 1, of, day)
sheet.autofilter(4, 0, ROWS + 4, COLUMNS - 1)
sheet.freeze_panes(5, 1)
workbook.close()
took = (time.perf_counter() - began) * 1000
print(round(took), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
