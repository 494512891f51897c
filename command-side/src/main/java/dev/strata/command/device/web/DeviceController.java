package dev.strata.command.device.web;

import dev.strata.command.device.DeviceAnswer;
import dev.strata.command.device.domain.DeviceCommand.RegisterDevice;
import dev.strata.command.device.domain.DeviceCommand.ReleaseDevice;
import dev.strata.command.device.domain.DeviceCommand.RenameDevice;
import dev.strata.command.device.domain.DeviceCommand.RevokeDevice;
import dev.strata.command.device.domain.DeviceName;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.web.Commands;
import dev.strata.kernel.id.DeviceId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ExpectedVersion;
import dev.strata.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Turns HTTP into commands for devices. */
@RestController
@RequestMapping("/v1/devices")
class DeviceController {
    private final Commands commands;
    private final CommandTransaction transaction;

    DeviceController(Commands commands, CommandTransaction transaction) {
        this.commands = commands;
        this.transaction = transaction;
    }

    record RegisterRequest(DeviceName name, String platform) {}

    record RenameRequest(DeviceName name) {}

    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping
    ResponseEntity<?> register(Caller caller, HttpServletRequest http, @RequestBody RegisterRequest request) {
        if (!request.platform().matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}")) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-value",
                    "platform: expected 1 to 40 letters, digits, spaces and . _ -, such as linux");
        }
        RegisterDevice command =
                new RegisterDevice(DeviceId.random(), caller.account(), request.name(), request.platform());
        return commands.run(caller, http, dispatch -> {
            DeviceAnswer device = dispatch.send(command);
            return ResponseEntity.created(URI.create("/v1/devices/" + device.deviceId()))
                    .eTag(ExpectedVersion.etag(device.version()))
                    .body(device);
        });
    }

    @PutMapping("/{id}")
    ResponseEntity<DeviceAnswer> rename(Caller caller, @PathVariable DeviceId id, @RequestBody RenameRequest request) {
        RenameDevice command = new RenameDevice(id, caller.account(), request.name());
        DeviceAnswer device = transaction.run(caller.metadata(), dispatch -> dispatch.<DeviceAnswer>send(command));
        return ResponseEntity.ok().eTag(ExpectedVersion.etag(device.version())).body(device);
    }

    /** Says that what a parked device did was meant; it is let through for a while. */
    @PostMapping("/{id}/release")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(Caller caller, @PathVariable DeviceId id) {
        if (id.equals(caller.device())) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "own-device",
                    "A device cannot release itself. Sign in without it, on a page or with another device.");
        }
        ReleaseDevice command = new ReleaseDevice(id, caller.account());
        transaction.run(caller.metadata(), dispatch -> {
            dispatch.send(command);
            return command;
        });
    }

    /** {@code wipe} orders the device to remove what it holds, when it next asks for a token. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable DeviceId id, @RequestParam(defaultValue = "false") boolean wipe) {
        RevokeDevice command = new RevokeDevice(id, caller.account(), wipe);
        transaction.run(caller.metadata(), dispatch -> {
            dispatch.send(command);
            return command;
        });
    }
}
