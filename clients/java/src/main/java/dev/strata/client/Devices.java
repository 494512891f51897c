package dev.strata.client;

import static dev.strata.client.RemotePath.segment;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The devices of this account.
 *
 * <pre>{@code
 * for (Device device : client.devices().mine()) {
 *     System.out.println(device.name() + ": " + client.devices().queue(device.deviceId()).pending());
 * }
 * }</pre>
 */
public final class Devices {
    private final Requests requests;

    Devices(Requests requests) {
        this.requests = requests;
    }

    public List<Device> mine() throws IOException {
        return requests.transport()
                .page(requests.get("/v1/devices?limit=1000"), Device.class)
                .items();
    }

    public Device get(String deviceId) throws IOException {
        return requests.transport().read(requests.get(path(deviceId, "")), Device.class);
    }

    public Device register(String name, String platform) throws IOException {
        return requests.transport()
                .read(requests.post("/v1/devices", Map.of("name", name, "platform", platform)), Device.class);
    }

    /** Says that what a parked device did was meant. Refused to the device itself. */
    public void release(String deviceId) throws IOException {
        requests.transport()
                .run(requests.request(path(deviceId, "/release"))
                        .POST(Requests.NOTHING)
                        .build());
    }

    /** Says that the device has applied everything up to here. */
    public void acknowledge(String deviceId, String cursor) throws IOException {
        requests.transport()
                .run(requests.json(requests.request(path(deviceId, "/ack")), "PUT", Map.of("cursor", cursor)));
    }

    public Device.Queue queue(String deviceId) throws IOException {
        return requests.transport().read(requests.get(path(deviceId, "/queue")), Device.Queue.class);
    }

    /** What a device lacks, by name: a part of it, the oldest change first. */
    public Page<Device.Missing> missing(String deviceId, @Nullable String cursor) throws IOException {
        Parameters items = Parameters.of(path(deviceId, "/queue/items"));
        return requests.transport().page(requests.get(items.page(cursor).toString()), Device.Missing.class);
    }

    private static String path(String deviceId, String more) {
        return "/v1/devices/" + segment(deviceId) + more;
    }
}
