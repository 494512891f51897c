package dev.strata.client.sync;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Carries bytes, several contents at a time. */
interface Carriers {
    /** Begins all of it. */
    <T> List<Future<T>> start(List<Callable<T>> loads);

    static Carriers of(ExecutorService threads) {
        return new Carriers() {
            @Override
            public <T> List<Future<T>> start(List<Callable<T>> loads) {
                return loads.stream().map(threads::submit).toList();
            }
        };
    }

    /** One after the other, each when it is needed. */
    static Carriers inOrder() {
        return new Carriers() {
            @Override
            public <T> List<Future<T>> start(List<Callable<T>> loads) {
                return loads.stream()
                        .map(load -> (Future<T>) new FutureTask<>(load) {
                            @Override
                            public T get() throws InterruptedException, java.util.concurrent.ExecutionException {
                                run();
                                return super.get();
                            }
                        })
                        .toList();
            }
        };
    }
}
