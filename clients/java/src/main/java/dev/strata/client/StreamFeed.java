package dev.strata.client;

import static dev.strata.client.RemotePath.value;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The feed as Server-Sent Events: each is a part of it, and comes when there is one. */
final class StreamFeed implements FeedLoop.Feed, Closeable {
    private static final String DATA = "data:";
    private static final Pattern RETRY = Pattern.compile("retry: ?(\\d{1,9})");

    private final Requests requests;
    private @Nullable BufferedReader lines;

    StreamFeed(Requests requests) {
        this.requests = requests;
    }

    /** The server says when it waits, and for how long. */
    @Override
    public Changes read(@Nullable String cursor, int waitSeconds) throws IOException {
        try {
            Changes changes = null;
            while (changes == null) {
                changes = next(open(cursor));
            }
            return changes;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private BufferedReader open(@Nullable String cursor) throws IOException {
        BufferedReader open = lines;
        if (open == null) {
            String path = "/v1/changes/stream" + (cursor == null ? "" : "?cursor=" + value(cursor));
            open = new BufferedReader(new InputStreamReader(
                    requests.transport().send(requests.get(path)).body(), StandardCharsets.UTF_8));
            lines = open;
        }
        return open;
    }

    /**
     * Null when the server has ended the stream, as it does from time to time. What has no empty line behind it is no event.
     * A server that stops says last when to come back.
     */
    private @Nullable Changes next(BufferedReader open) throws IOException {
        String data = "";
        for (String line = open.readLine(); line != null; line = open.readLine()) {
            Matcher retry = RETRY.matcher(line);
            if (retry.matches()) {
                throw new ComeBackException(Duration.ofMillis(Long.parseLong(retry.group(1))));
            }
            if (line.startsWith(DATA)) {
                data = line.substring(DATA.length());
            } else if (line.isEmpty() && !data.isEmpty()) {
                return requests.transport().decode(data, Changes.class);
            }
        }
        close();
        return null;
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
            lines = null;
        }
    }
}
