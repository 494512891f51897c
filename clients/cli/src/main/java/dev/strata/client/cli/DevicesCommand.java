package dev.strata.client.cli;

import dev.strata.client.Device;
import dev.strata.client.Page;
import dev.strata.client.StrataClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists devices. */
@Command(
        name = "devices",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {DevicesCommand.Missing.class, DevicesCommand.Release.class},
        description = {
            "Lists your devices: how far each is behind, and which of them the server has parked, because "
                    + "it deleted or rewrote much in a short time.",
            "What was asked of a parked device is not done until it is released."
        },
        footer = {
            "",
            "Example:",
            "  strata devices",
            "  strata devices missing 019a0000-0000-7000-8000-000000000000",
            "  strata devices release 019a0000-0000-7000-8000-000000000000"
        })
final class DevicesCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        Times times = Times.here();
        List<Device> devices = drive.client().devices().mine().stream()
                .filter(device -> !device.revoked())
                .toList();
        drive.print(
                devices,
                new Columns<Device>()
                        .left(Device::deviceId)
                        .left(Device::name)
                        .left(Device::platform)
                        .left(device -> device.parked() ? "parked" : "")
                        .left(device -> lag(device, times)));
        return 0;
    }

    private static String lag(Device device, Times times) {
        if (device.acknowledgedAt() == null) {
            return "";
        }
        return device.pending() == 0
                ? "has everything"
                : "%d %s behind%s, since %s"
                        .formatted(
                                device.pending(),
                                device.pending() == 1 ? "change" : "changes",
                                device.inFlight() == 0 ? "" : " (%d on their way)".formatted(device.inFlight()),
                                times.text(device.oldest()));
    }

    /** Names what a device lacks. */
    @Command(
            name = "missing",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lists what a device has not got yet, the oldest change first.",
            footer = {"", "Example:", "  strata devices missing 019a0000-0000-7000-8000-000000000000"})
    static final class Missing implements Callable<Integer> {
        @Parameters(paramLabel = "DEVICE", description = "An id that devices shows.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private String device;

        @Mixin
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Drive drive;

        @Override
        public Integer call() throws IOException {
            Times times = Times.here();
            StrataClient client = drive.client();
            drive.print(
                    Page.all(cursor -> client.devices().missing(device, cursor)),
                    new Columns<Device.Missing>()
                            .left(item -> times.text(item.changedAt()))
                            .left(item -> item.gone() ? "to be removed" : item.op())
                            .left(item -> item.kind() == null ? "share" : item.kind())
                            .left(item -> item.name() == null ? item.nodeId() : item.name()));
            return 0;
        }
    }

    /** Releases devices. */
    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Says that what parked devices did was meant: their changes are taken again.",
                "No device can release itself. If it was not meant: strata undo --device DEVICE."
            },
            footer = {"", "Example:", "  strata devices release 019a0000-0000-7000-8000-000000000000"})
    static final class Release implements Callable<Integer> {
        @Parameters(arity = "1..*", paramLabel = "DEVICE", description = "Ids that devices shows.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private List<String> devices;

        @Mixin
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Drive drive;

        @Override
        public Integer call() throws IOException {
            for (String device : devices) {
                drive.client().devices().release(device);
                drive.say("released " + device);
            }
            return 0;
        }
    }
}
