package dev.strata.sync.queue.web;

import dev.strata.kernel.id.DeviceId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.sync.feed.ChangeFeed;
import dev.strata.sync.queue.Acknowledgements;
import dev.strata.sync.queue.Device;
import dev.strata.sync.queue.DeviceQueries;
import dev.strata.sync.queue.QueueItem;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Serves the caller's devices and their queues, and takes acknowledgements. */
@RestController
@RequestMapping("/v1/devices")
class DeviceController {
    private static final int LIMIT_MAX = 1_000;

    private final DeviceQueries devices;
    private final Acknowledgements acknowledgements;
    private final ChangeFeed feed;

    DeviceController(DeviceQueries devices, Acknowledgements acknowledgements, ChangeFeed feed) {
        this.devices = devices;
        this.acknowledgements = acknowledgements;
        this.feed = feed;
    }

    record DeviceList(List<Device> items, @Nullable String nextCursor) {}

    record Queue(
            DeviceId deviceId,
            long pending,
            long inFlight,
            long completed,
            long bytes,
            @Nullable Instant oldest,
            @Nullable Instant acknowledgedAt,
            @Nullable String cursor) {}

    record ItemList(List<QueueItem> items, @Nullable String nextCursor) {}

    record AcknowledgeRequest(String cursor) {}

    @GetMapping
    DeviceList list(
            Caller caller,
            @RequestParam(required = false) @Nullable DeviceId cursor,
            @RequestParam(defaultValue = "100") int limit) {
        requireLimit(limit);
        List<Device> page = devices.list(caller.account(), cursor, limit);
        String next = page.size() < limit ? null : page.getLast().deviceId().toString();
        return new DeviceList(page, next);
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-value",
                    "limit: expected 1 to %d, got %d".formatted(LIMIT_MAX, limit));
        }
    }

    @GetMapping("/{id}")
    Device get(Caller caller, @PathVariable DeviceId id) {
        return find(caller, id);
    }

    /** {@code cursor} is where the device would go on if it had lost its own; null if it never acknowledged anything. */
    @GetMapping("/{id}/queue")
    Queue queue(Caller caller, @PathVariable DeviceId id) {
        Device device = find(caller, id);
        Map<UUID, Long> positions = acknowledgements.of(id);
        return new Queue(
                id,
                device.pending(),
                device.inFlight(),
                device.completed(),
                device.bytes(),
                device.oldest(),
                device.acknowledgedAt(),
                positions.isEmpty() ? null : feed.cursor(caller.account(), positions));
    }

    @GetMapping("/{id}/queue/items")
    @Operation(summary = "What is pending for the device, the oldest change first")
    ItemList items(
            Caller caller,
            @PathVariable DeviceId id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        requireLimit(limit);
        find(caller, id);
        List<QueueItem> rows = devices.items(caller.account(), id, after(cursor), limit + 1);
        List<QueueItem> page = rows.subList(0, Math.min(limit, rows.size()));
        return new ItemList(page, rows.size() > limit ? page.getLast().key().text() : null);
    }

    private static QueueItem.Key after(@Nullable String cursor) {
        try {
            return cursor == null ? QueueItem.Key.FIRST : QueueItem.Key.parse(cursor);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-cursor",
                    "The cursor is not one that this list has given out. Begin without one.");
        }
    }

    @PutMapping("/{id}/ack")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void acknowledge(Caller caller, @PathVariable DeviceId id, @RequestBody AcknowledgeRequest request) {
        if (find(caller, id).revoked()) {
            throw new ProblemException(HttpStatus.CONFLICT, "device-revoked", "This device has been revoked.");
        }
        acknowledgements.acknowledge(
                caller.account(),
                id,
                feed.read(caller.account(), request.cursor()).positions());
    }

    private Device find(Caller caller, DeviceId id) {
        return devices.find(caller.account(), id)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND, "device-not-found", "You have no device with this id."));
    }
}
