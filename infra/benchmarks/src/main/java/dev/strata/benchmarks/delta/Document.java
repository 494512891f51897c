package dev.strata.benchmarks.delta;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A document as word processors save it: a zip of text and pictures, in which one paragraph changes. */
final class Document {
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final int PARAGRAPHS = 60_000;
    private static final int PICTURES = 20;
    private static final int PICTURE_BYTES = 1_200_000;

    private Document() {}

    static void change(Path before, Path after) throws IOException {
        write(before, -1);
        write(after, PARAGRAPHS / 10);
    }

    private static void write(Path file, int changed) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            begin(zip, "[Content_Types].xml");
            zip.write("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
                    .getBytes(StandardCharsets.UTF_8));
            begin(zip, "word/document.xml");
            SplittableRandom random = new SplittableRandom(7);
            for (int paragraph = 0; paragraph < PARAGRAPHS; paragraph++) {
                String text = Words.text(random, 30);
                zip.write("<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
                        .formatted(paragraph == changed ? "This paragraph is another one now." : text)
                        .getBytes(StandardCharsets.UTF_8));
            }
            for (int picture = 0; picture < PICTURES; picture++) {
                begin(zip, "word/media/image%d.jpeg".formatted(picture));
                zip.write(RandomBytes.bytes(100 + picture, PICTURE_BYTES));
            }
        }
    }

    private static void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
    }
}
