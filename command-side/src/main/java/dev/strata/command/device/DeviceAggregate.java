package dev.strata.command.device;

import dev.strata.command.CommandRefused;
import dev.strata.command.device.domain.DeviceCommand;
import dev.strata.command.device.domain.DeviceCommand.ParkDevice;
import dev.strata.command.device.domain.DeviceCommand.RegisterDevice;
import dev.strata.command.device.domain.DeviceCommand.ReleaseDevice;
import dev.strata.command.device.domain.DeviceCommand.RenameDevice;
import dev.strata.command.device.domain.DeviceCommand.RevokeDevice;
import dev.strata.command.device.domain.DeviceDecider;
import dev.strata.command.device.domain.DeviceState;
import dev.strata.command.device.domain.DeviceState.Registered;
import dev.strata.kernel.device.DeviceEvent;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.refusal.Decision.Accepted;
import dev.strata.kernel.refusal.Decision.Refused;
import dev.strata.kernel.refusal.Refusal;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** Hands commands to {@link DeviceDecider}, records what it decides; holds no rule of its own. */
@Aggregate(
        type = "Device",
        cache = "aggregateCache",
        lockFactory = "aggregateLocks",
        commandTargetResolver = "commandTargets")
class DeviceAggregate {
    @AggregateIdentifier
    private @Nullable DeviceId deviceId;

    private DeviceState state = DeviceState.initial();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    DeviceAnswer handle(RegisterDevice command, Devices devices) {
        decide(command, devices);
        return answer();
    }

    @CommandHandler
    DeviceAnswer handle(RenameDevice command, Devices devices) {
        decide(command, devices);
        return answer();
    }

    @CommandHandler
    void handle(ParkDevice command, Devices devices) {
        decide(command, devices);
    }

    @CommandHandler
    void handle(ReleaseDevice command, Devices devices) {
        decide(command, devices);
    }

    @CommandHandler
    void handle(RevokeDevice command, Devices devices) {
        decide(command, devices);
    }

    private void decide(DeviceCommand command, Devices devices) {
        switch (DeviceDecider.decide(command, state)) {
            case Accepted(List<DeviceEvent> events) ->
                events.forEach(event -> {
                    devices.record(event);
                    AggregateLifecycle.apply(event);
                });
            case Refused(Refusal refusal) -> throw new CommandRefused(refusal);
        }
    }

    private DeviceAnswer answer() {
        if (!(state instanceof Registered device)) {
            throw new IllegalStateException("accepted, but no device: " + deviceId);
        }
        return new DeviceAnswer(
                Objects.requireNonNull(deviceId),
                device.name(),
                device.platform(),
                AggregateLifecycle.getVersion() + 1);
    }

    @EventSourcingHandler
    void on(DeviceEvent event) {
        deviceId = event.deviceId();
        state = state.evolve(event);
    }
}
