package dev.strata.sync.webhook;

import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.sync.webhook.Webhook.Resending;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/** The events of the nodes of a space, from the log. */
final class NodeSource implements Source {
    private final SpaceId space;
    private final Workshop shop;

    /** Where the stream is; ahead of the row by what is nothing to the receiver. */
    private GapAwareTrackingToken position;

    private @Nullable BlockingStream<TrackedEventMessage<?>> stream;

    NodeSource(SpaceId space, GapAwareTrackingToken position, Workshop shop) {
        this.space = space;
        this.position = position;
        this.shop = shop;
    }

    /** Passes what happened elsewhere. */
    @Override
    public boolean hasNext() throws InterruptedException {
        while (stream().peek().isPresent()) {
            TrackedEventMessage<?> next = stream().peek().get();
            if (NodeEvent.class.isAssignableFrom(next.getPayloadType())
                    && ((NodeEvent) next.getPayload()).spaceId().equals(space)) {
                return true;
            }
            position = (GapAwareTrackingToken) stream().nextAvailable().trackingToken();
        }
        return false;
    }

    @Override
    public List<Message> next(Webhook webhook, int most) throws InterruptedException {
        List<Message> batch = new ArrayList<>();
        while (batch.size() < most && hasNext()) {
            TrackedEventMessage<?> next = stream().nextAvailable();
            add(batch, webhook, next, place(next));
            position = (GapAwareTrackingToken) next.trackingToken();
        }
        return batch;
    }

    private void add(List<Message> batch, Webhook webhook, TrackedEventMessage<?> event, long place) {
        NodeMessage message = NodeMessage.of(event, place);
        if (message != null && message.event().spaceId().equals(space) && webhook.wants(message.kind())) {
            batch.add(message);
        }
    }

    /** The token of an event that was committed late holds the position of another event. */
    private long place(TrackedEventMessage<?> next) {
        GapAwareTrackingToken token = (GapAwareTrackingToken) next.trackingToken();
        return token.getIndex() > position.getIndex() ? token.getIndex() : shop.positionOf(next);
    }

    @Override
    public GapAwareTrackingToken position() {
        return position;
    }

    @Override
    public Part part(Webhook webhook, Resending range, int most) throws InterruptedException {
        List<Message> batch = new ArrayList<>();
        GapAwareTrackingToken at = GapAwareTrackingToken.newInstance(range.after(), Set.of());
        try (BlockingStream<TrackedEventMessage<?>> again = shop.log().openStream(at)) {
            while (again.peek().isPresent()) {
                TrackedEventMessage<?> next = again.nextAvailable();
                long place = ((GapAwareTrackingToken) next.trackingToken()).getIndex();
                if (place > range.to()) {
                    break;
                }
                add(batch, webhook, next, place);
                if (batch.size() == most) {
                    return new Part(batch, place);
                }
            }
        }
        return new Part(batch, range.to());
    }

    @Override
    public List<Message> held(Webhook webhook, Held held, int most) {
        return shop.stream(held, webhook, most);
    }

    private BlockingStream<TrackedEventMessage<?>> stream() {
        if (stream == null) {
            stream = shop.log().openStream(position);
        }
        return stream;
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
