package dev.strata.query.operation.web;

import dev.strata.query.operation.DeadLetter;
import dev.strata.query.operation.DeadLetterBox;
import dev.strata.query.operation.DeadLetterBox.Retried;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets the operator look at dead letters, retry them and drop them. */
@RestController
class DeadLetterController {
    private final DeadLetterBox letters;

    DeadLetterController(DeadLetterBox letters) {
        this.letters = letters;
    }

    @GetMapping("/v1/operations/dead-letters")
    Page<DeadLetter> list(
            @RequestParam(required = false) @Nullable String projection,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return letters.list(projection, new PageRequest(limit, cursor));
    }

    record Opened(DeadLetter letter, String payload) {}

    @GetMapping("/v1/operations/dead-letters/{id}")
    Opened open(@PathVariable long id) {
        DeadLetter letter = letters.get(id);
        return new Opened(letter, letters.payload(letter));
    }

    @PostMapping("/v1/operations/dead-letters/{id}/retry")
    Retried retry(@PathVariable long id) {
        return letters.retry(id);
    }

    @DeleteMapping("/v1/operations/dead-letters/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(@PathVariable long id) {
        letters.drop(id);
    }
}
