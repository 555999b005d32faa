//! Workbooks that go in whole, each with what is odd about it.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::Golden;
use super::grid::{Grid, grid};

/// The return of a block, a day and GP a row.
pub fn daily() -> Grid {
    grid(
        "Daily return of GPs | < | < | < | < | <
         District : Bankura Block : Bankura-I | < | < | < | < | <
         Sl No | Gram Panchayat | As on date | Job cards issued | Households provided | Persondays so far
         1 | Anchuri | 22/11/2026 | 120 | 30 | 900
         2 | Jagadalla-I | 22/11/2026 | 110 | 20 | 700
         3 | Kenjakura | 22/11/2026 | 90 | 10 | 300",
    )
}

/// R5.1.1 with its header of two rows and its row of numbers.
pub fn progress() -> Grid {
    grid(
        "R5.1.1 Progress report for Financial Year 2026-2027 As on 22/11/2026 | < | < | < | < | <
         District : Bankura Block : Bankura-I | < | < | < | < | <
         S.No | Panchayat | Cumulative No. of HH issued jobcards | Employment demanded | Employment availed | <
         ^ | ^ | Total | Household | Household | Total persondays
         1 | 2 | 3 | 4 | 5 | 6
         1 | ANCHURI | 120 | 40 | 30 | 900
         2 | JAGADALLA-I | 110 | 30 | 20 | 700
          | Total | 230 | 70 | 50 | 1600",
    )
}

/// R7.1.1 with money in lakh and a row of numbers that says how columns add up.
pub fn finance() -> Grid {
    grid(
        "R7.1.1 Financial statement (Rs. in Lakhs) As on 22/11/2026 | < | < | < | < | < | < | < | < | < | <
         S No. | Block | Total Availability | Actual Expenditure | < | < | Other Expenditure | Total Actual Exp | Payment Due | < | Net Balance
         ^ | ^ | ^ | Unskilled Wage | Material | Admin | ^ | ^ | Unskilled Wage | Material | ^
         1 | 2 | 3 | 4 | 5 | 6 | 7 | 8=4+5+6+7 | 9 | 10 | 11=3-8-9-10
         1 | Bankura-I | 689.67 | 409.5 | 100.25 | 20 | 1.25 | 531 | 10 | 5 | 143.67
         2 | Onda | 500 | 300 | 50 | 10 | 0 | 360 | 20 | 0 | 120
          | Total | 1189.67 | 709.5 | 150.25 | 30 | 1.25 | 891 | 30 | 5 | 263.67",
    )
}

fn in_every_format() -> Vec<Golden> {
    let marked = |grid: &Grid| [b"\xEF\xBB\xBF", grid.csv().as_bytes()].concat();
    let semicolons = |grid: &Grid| grid.csv().replace(',', ";").into_bytes();
    vec![
        Golden::good("daily.xlsx", daily().xlsx(), 3),
        Golden::good("daily page.xls", daily().html(), 3),
        Golden::good("daily 2003.xls", daily().spreadsheetml(), 3),
        Golden::good("daily.ods", daily().ods(), 3),
        Golden::good("daily.csv", daily().csv().into_bytes(), 3),
        Golden::good("daily marked.csv", marked(&daily()), 3),
        Golden::good("daily wide.txt", daily().utf_16(), 3),
        Golden::good("daily semicolons.csv", semicolons(&daily()), 3),
        Golden::good("progress.xlsx", progress().xlsx(), 2),
        Golden::good("progress page.xls", progress().html(), 2),
        Golden::good("progress 2003.xls", progress().spreadsheetml(), 2),
        Golden::good("progress.ods", progress().ods(), 2),
        Golden::good("progress.csv", progress().csv().into_bytes(), 2),
        Golden::good("finance.xlsx", finance().xlsx(), 2),
        Golden::good("finance page.xls", finance().html(), 2),
        Golden::good("finance 2003.xls", finance().spreadsheetml(), 2),
        Golden::good("finance.ods", finance().ods(), 2),
    ]
}

fn with_odd_words() -> Vec<Golden> {
    let bengali = daily()
        .with("Bankura-I", "বাঁকুড়া ১")
        .with("120", "১২০")
        .with("22/11/2026", "২২/১১/২০২৬");
    let shouting = daily()
        .with("Jagadalla-I", " JAGADALLA - I ")
        .with("Anchuri", "anchuri");
    let arabic = daily()
        .with("Jagadalla-I", "Jagadalla 1")
        .with("Kenjakura", "Kenjakura GP");
    let months = daily().with("22/11/2026", "22-Nov-2026");
    let mixed = grid(
        "District : Bankura Block : Bankura-I | < | < | <
         Gram Panchayat | As on date | Job cards issued | Persondays so far
         Anchuri | 22/11/2026 | 120 | 900
         Anchuri | 21-11-2026 | 120 | 890
         Anchuri | 2026-11-20 | 120 | 880
         Anchuri | 19.11.26 | 120 | 870",
    );
    let grouped = daily().with("900", "48,68,408").with("700", "4,868,408");
    let odd_blanks = daily().with("30", "NA").with("20", "-").with("10", "Nil");
    vec![
        Golden::good("bengali digits.xlsx", bengali.xlsx(), 3),
        Golden::good("bengali digits.csv", bengali.csv().into_bytes(), 3),
        Golden::good("shouting.xlsx", shouting.xlsx(), 3),
        Golden::good("arabic one.csv", arabic.csv().into_bytes(), 3),
        Golden::good("month names.csv", months.csv().into_bytes(), 3),
        Golden::good("dates mixed.xlsx", mixed.xlsx(), 4),
        Golden::good("grouped both ways.xlsx", grouped.xlsx(), 3),
        Golden::good("dashes.csv", odd_blanks.csv().into_bytes(), 3),
        Golden::good("REPORT.XLSX", daily().xlsx(), 3),
        Golden::good("no ending", daily().xlsx(), 3),
        Golden::good("named wrongly.csv", daily().xlsx(), 3),
    ]
}

fn with_odd_shapes() -> Vec<Golden> {
    let beside = daily().xlsx_with(|sheet| {
        grid("Notes | Phone | Room\nclerk | x | 12\nclerk | y | 14").put(sheet, (2, 8));
    });
    let below = daily().xlsx_with(|sheet| {
        sheet.write_string(8, 0, "* figures are provisional").unwrap();
        sheet
            .write_string(10, 0, "Printed on Nov 22, 2026 2:21 AM")
            .unwrap();
    });
    let hidden = daily().xlsx_with(|sheet| {
        sheet.set_row_hidden(4).unwrap();
        sheet.set_column_hidden(0).unwrap();
    });
    let low = {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        daily().put(sheet, (7, 3));
        book.save_to_buffer().unwrap()
    };
    let serials = daily().xlsx_with(|sheet| {
        let day = Format::new().set_num_format("dd/mm/yyyy");
        for row in 3..6 {
            let date = ExcelDateTime::from_ymd(2026, 11, 22).unwrap();
            sheet.write_datetime_with_format(row, 2, &date, &day).unwrap();
        }
    });
    let computed = daily().xlsx_with(|sheet| {
        sheet
            .write_formula(3, 5, Formula::new("=D4*7").set_result("840"))
            .unwrap();
    });
    let two = {
        let mut book = Workbook::new();
        daily().put(book.add_worksheet(), (0, 0));
        progress().put(book.add_worksheet(), (0, 0));
        book.save_to_buffer().unwrap()
    };
    let cover = {
        let mut book = Workbook::new();
        book.add_worksheet()
            .write_string(0, 0, "Office of the BDO, Bankura-I")
            .unwrap();
        daily().put(book.add_worksheet(), (0, 0));
        book.add_worksheet().set_hidden(true);
        book.save_to_buffer().unwrap()
    };
    let by_block = grid(
        "District : Bankura | < | < | <
         Block | Gram Panchayat | As on date | Job cards issued | Persondays so far
         Bankura-I | Anchuri | 22/11/2026 | 120 | 900
         ^ | Kenjakura | 22/11/2026 | 90 | 300
         Sub Total | | | 210 | 1200
         Bankura-II | Junbedia | 22/11/2026 | 80 | 200
         Grand Total | | | 290 | 1400",
    );
    let paged = grid(
        "District : Bankura Block : Bankura-I | < | < | <
         Gram Panchayat | As on date | Job cards issued | Persondays so far
         Anchuri | 22/11/2026 | 120 | 900
         Gram Panchayat | As on date | Job cards issued | Persondays so far
         Kenjakura | 22/11/2026 | 90 | 300",
    );
    let gaps = grid(
        "District : Bankura Block : Bankura-I | < | < | <
         Gram Panchayat | As on date | Job cards issued | Persondays so far
         Anchuri | 22/11/2026 | 120 | 900

         Kenjakura | 22/11/2026 | 90 | 300",
    );
    let stacked = |second: &str| {
        let head = "Gram Panchayat | As on date | Job cards issued | Persondays so far";
        grid(&format!(
            "District : Bankura Block : Bankura-I | < | < | <
             {head}
             Anchuri | 22/11/2026 | 120 | 900
             Kenjakura | 22/11/2026 | 90 | 300
             Total (2 GPs) | | 210 | 1200

             {second} | | |
             {head}
             Junbedia | 22/11/2026 | 80 | 200"
        ))
    };
    let feed = grid(
        "fin_year | month | state_name | district_name | Total_No_of_JobCards_issued | Persondays_of_Central_Liability_so_far
         2026-2027 | Oct | WEST BENGAL | BANKURA | 500000 | 4000000
         2026-2027 | September | WEST BENGAL | BANKURA | 500000 | 3000000",
    );
    let list = grid(
        "slug | value | finyear | lastUpdateDate | locationType | state | district | block
         persondays-generated-so-far | 4000 | 2026-2027 | 2026-11-20 | block | WEST BENGAL | BANKURA | ONDA
         total-no-of-workers | 900 | 2026-2027 | 2026-11-20 | block | WEST BENGAL | BANKURA | ONDA",
    );
    vec![
        Golden::good("side table.xlsx", beside, 3),
        Golden::good("notes below.xlsx", below, 3),
        Golden::good("hidden rows.xlsx", hidden, 3),
        Golden::good("far from the corner.xlsx", low, 3),
        Golden::good("serial dates.xlsx", serials, 3),
        Golden::good("computed.xlsx", computed, 3),
        Golden::good("two returns.xlsx", two, 5),
        Golden::good("cover sheet.xlsx", cover, 3),
        Golden::good("blocks merged downwards.xlsx", by_block.xlsx(), 3),
        Golden::good("blocks merged downwards.xls", by_block.html(), 3),
        Golden::good("header on every page.xlsx", paged.xlsx(), 2),
        Golden::good("blank rows between.xlsx", gaps.xlsx(), 2),
        Golden::good(
            "one block below another.xlsx",
            stacked("District : Bankura Block : Bankura-II").xlsx(),
            3,
        ),
        Golden::good(
            "one block below another.csv",
            stacked("Block : Bankura-II").csv().into_bytes(),
            3,
        ),
        Golden::good("monthly feed.csv", feed.csv().into_bytes(), 2),
        Golden::good("list of figures.csv", list.csv().into_bytes(), 2),
    ]
}

/// All of them.
pub fn all() -> Vec<Golden> {
    [in_every_format(), with_odd_words(), with_odd_shapes()]
        .into_iter()
        .flatten()
        .collect()
}
