package dev.strata.platform.axon;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.LinkId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * What every event knows besides its payload: who did it, with which device, from where, in which request. Kept short,
 * because each event carries it for ever.
 *
 * @param address the network address of the caller
 * @param trace the trace id of the request
 * @param operation the id of the undo, rewind or sweep that the event belongs to
 * @param link the public link through which a stranger did it, on the right of the actor
 */
public record EventMetadata(
        @Nullable AccountId actor,
        @Nullable DeviceId device,
        @Nullable String address,
        @Nullable String trace,
        @Nullable String operation,
        @Nullable LinkId link) {
    private static final String ACTOR = "actor";
    private static final String DEVICE = "device";
    private static final String ADDRESS = "address";
    private static final String TRACE = "trace";
    private static final String OPERATION = "operation";
    private static final String LINK = "link";

    /** The keys that travel from a command to its events. */
    static final Set<String> KEYS = Set.of(ACTOR, DEVICE, ADDRESS, TRACE, OPERATION, LINK);

    public EventMetadata(
            @Nullable AccountId actor, @Nullable DeviceId device, @Nullable String address, @Nullable String trace) {
        this(actor, device, address, trace, null);
    }

    public EventMetadata(
            @Nullable AccountId actor,
            @Nullable DeviceId device,
            @Nullable String address,
            @Nullable String trace,
            @Nullable String operation) {
        this(actor, device, address, trace, operation, null);
    }

    public static EventMetadata of(MetaData metaData) {
        String actor = text(metaData, ACTOR);
        String device = text(metaData, DEVICE);
        String link = text(metaData, LINK);
        return new EventMetadata(
                actor == null ? null : AccountId.of(actor),
                device == null ? null : DeviceId.of(device),
                text(metaData, ADDRESS),
                text(metaData, TRACE),
                text(metaData, OPERATION),
                link == null ? null : LinkId.of(link));
    }

    /** The same, as part of an operation. */
    public EventMetadata during(String operationId) {
        return new EventMetadata(actor, device, address, trace, operationId, link);
    }

    /** The same, done through a link. */
    public EventMetadata through(LinkId linkId) {
        return new EventMetadata(actor, device, address, trace, operation, linkId);
    }

    /** The form that messages carry; absent values are left out. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, ACTOR, actor);
        put(map, DEVICE, device);
        put(map, ADDRESS, address);
        put(map, TRACE, trace);
        put(map, OPERATION, operation);
        put(map, LINK, link);
        return map;
    }

    /** The same without what tells from where, as is fit for the last events of an account. */
    public EventMetadata withoutAddress() {
        return new EventMetadata(actor, device, null, trace, operation, link);
    }

    /** Another form of the address, which is personal to the actor; an address of nobody stays as it is. */
    static MetaData changeAddress(MetaData metaData, BiFunction<UUID, String, String> change) {
        String address = text(metaData, ADDRESS);
        String actor = text(metaData, ACTOR);
        return address == null || actor == null
                ? metaData
                : metaData.and(ADDRESS, change.apply(UUID.fromString(actor), address));
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value.toString());
        }
    }

    private static @Nullable String text(MetaData metaData, String key) {
        Object value = metaData.get(key);
        return value == null ? null : value.toString();
    }
}
