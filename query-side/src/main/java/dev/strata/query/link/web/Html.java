package dev.strata.query.link.web;

import org.springframework.web.util.HtmlUtils;

/** Writes the public page: plain HTML that works without scripts, with every text of others escaped. */
final class Html {
    static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1a1a1a;background:#fff}\
            main{max-width:46rem;margin:2rem auto;padding:0 1rem}\
            h1{font-size:1.4rem;overflow-wrap:anywhere}\
            table{border-collapse:collapse;width:100%}\
            th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ddd;overflow-wrap:anywhere}\
            td.size,th.size{text-align:right;white-space:nowrap}\
            .note{color:#8a1f11}\
            @media (prefers-color-scheme:dark){body{color:#eee;background:#161616}a{color:#8ab4f8}.note{color:#ff9d8c}}""";

    private Html() {}

    static String page(String title, String body) {
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex, nofollow">
            <meta name="referrer" content="no-referrer">
            <title>%s</title>
            <style>%s</style>
            </head>
            <body>
            <main>
            <h1>%s</h1>
            %s</main>
            </body>
            </html>
            """.formatted(text(title), STYLE, text(title), body);
    }

    /** A text of others as text, in an element or in a quoted attribute. */
    static String text(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    static String size(long bytes) {
        if (bytes < 1_000) {
            return bytes + " bytes";
        }
        String[] units = {"kB", "MB", "GB", "TB", "PB", "EB"};
        double amount = bytes;
        int unit = -1;
        while (amount >= 999.5 && unit < units.length - 1) {
            amount /= 1_000;
            unit++;
        }
        return "%s %s"
                .formatted(String.format(java.util.Locale.ROOT, amount < 10 ? "%.1f" : "%.0f", amount), units[unit]);
    }
}
