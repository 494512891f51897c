package dev.strata.command.node.web;

import dev.strata.command.account.domain.AccountCommand;
import dev.strata.command.account.domain.AccountCommand.StarNode;
import dev.strata.command.account.domain.AccountCommand.UnstarNode;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Turns HTTP into stars, which are the caller's own. */
@RestController
@RequestMapping("/v1/nodes/{id}/star")
class StarController {
    private final CommandTransaction transaction;

    StarController(CommandTransaction transaction) {
        this.transaction = transaction;
    }

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void star(Caller caller, @PathVariable NodeId id) {
        send(caller, new StarNode(caller.account(), id));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unstar(Caller caller, @PathVariable NodeId id) {
        send(caller, new UnstarNode(caller.account(), id));
    }

    private void send(Caller caller, AccountCommand command) {
        transaction.run(caller.metadata(), dispatch -> {
            dispatch.send(command);
            return command;
        });
    }
}
