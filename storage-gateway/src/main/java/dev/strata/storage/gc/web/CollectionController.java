package dev.strata.storage.gc.web;

import dev.strata.storage.gc.CollectionReport;
import dev.strata.storage.gc.GarbageCollector;
import dev.strata.storage.gc.GarbageCollector.Overview;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets the operator collect garbage, look how far that is, and hold it up. */
@RestController
class CollectionController {
    private final GarbageCollector collector;

    CollectionController(GarbageCollector collector) {
        this.collector = collector;
    }

    @PostMapping("/v1/operations/storage/collections")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CollectionReport start(@RequestParam(defaultValue = "false") boolean dryRun) {
        return collector.start(dryRun);
    }

    @GetMapping("/v1/operations/storage/collections")
    Overview list() {
        return collector.overview();
    }

    @PutMapping("/v1/operations/storage/collections/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void pause() {
        collector.pause();
    }

    @DeleteMapping("/v1/operations/storage/collections/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume() {
        collector.resume();
    }
}
