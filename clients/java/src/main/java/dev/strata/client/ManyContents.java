package dev.strata.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fetches the contents of many small files with two requests. */
final class ManyContents {
    private final Requests requests;

    ManyContents(Requests requests) {
        this.requests = requests;
    }

    private record Tickets(List<@Nullable String> tickets) {}

    void run(List<Reads.SmallFile> files, Reads.Taker taker, Progress progress) throws IOException {
        List<@Nullable String> tickets = requests.transport()
                .read(requests.post("/v1/files/tickets", Map.of("files", files)), Tickets.class)
                .tickets();
        List<Integer> open = new ArrayList<>();
        List<String> given = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String ticket = tickets.get(i);
            if (ticket != null) {
                open.add(i);
                given.add(ticket);
            }
        }
        if (open.isEmpty()) {
            return;
        }
        HttpResponse<InputStream> answer =
                requests.transport().send(requests.post("/v1/manifests/contents", Map.of("tickets", given)));
        long total = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
        long moved = 0;
        try (DataInputStream in = new DataInputStream(answer.body())) {
            for (int i : open) {
                byte[] content = new byte[in.readInt()];
                in.readFully(content);
                moved += Integer.BYTES + content.length;
                progress.moved(moved, total);
                taker.take(i, content);
            }
        }
    }
}
