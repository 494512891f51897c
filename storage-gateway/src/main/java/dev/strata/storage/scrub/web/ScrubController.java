package dev.strata.storage.scrub.web;

import dev.strata.platform.web.ProblemException;
import dev.strata.storage.scrub.DamagedFiles;
import dev.strata.storage.scrub.ScrubOverview;
import dev.strata.storage.scrub.Scrubber;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets the operator see what is known to be good, and what is damaged. */
@RestController
class ScrubController {
    private final Scrubber scrubber;
    private final DamagedFiles damaged;

    ScrubController(Scrubber scrubber, DamagedFiles damaged) {
        this.scrubber = scrubber;
        this.damaged = damaged;
    }

    @GetMapping("/v1/operations/storage/scrub")
    ScrubOverview.Report overview() {
        return scrubber.overview();
    }

    @PostMapping("/v1/operations/storage/scrub")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ScrubOverview.Report verifyAll() {
        scrubber.verifyAll();
        return scrubber.overview();
    }

    @PutMapping("/v1/operations/storage/scrub/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void pause() {
        scrubber.pause();
    }

    @DeleteMapping("/v1/operations/storage/scrub/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume() {
        scrubber.resume();
    }

    @GetMapping("/v1/operations/storage/damage")
    DamagedFiles.Page damage(@RequestParam(required = false) @Nullable String cursor) throws IOException {
        try {
            return damaged.page(cursor);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(HttpStatus.BAD_REQUEST, "invalid-value", "cursor: " + e.getMessage());
        }
    }
}
