package dev.strata.endtoend.model;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Person;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Commands that are under way at the same time. */
final class Flight {
    private static final int SERVER_FAILED = 500;
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    /** Who sends what. */
    record Order(Person person, Command command, Request request) {}

    private final Product product;
    private final List<Order> orders;
    private final List<CompletableFuture<Answer>> answers;

    private Flight(Product product, List<Order> orders) {
        this.product = product;
        this.orders = orders;
        CountDownLatch start = new CountDownLatch(orders.size());
        this.answers = orders.stream()
                .map(order -> CompletableFuture.supplyAsync(() -> send(order, start), THREADS))
                .toList();
    }

    static Flight of(Product product, List<Order> orders) {
        return new Flight(product, orders);
    }

    private static Answer send(Order order, CountDownLatch start) {
        try {
            start.countDown();
            start.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return Product.send(order.person(), order.request());
    }

    List<World.Sent> land() {
        List<World.Sent> sent = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            sent.add(sent(orders.get(i), answers.get(i).join()));
        }
        return sent;
    }

    /** Kills the product in the middle of it. */
    void killAfter(int millis, boolean withDatabase) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        product.kill(withDatabase);
    }

    /** After the next start: what can be sent again without being obeyed twice is; of the rest nobody knows. */
    List<World.Sent> landAgain() {
        List<World.Sent> sent = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            Answer answer = lostOr(answers.get(i));
            if (answer == null && order.request().canBeSentAgain()) {
                answer = Product.send(order.person(), order.request());
            }
            sent.add(sent(order, answer));
        }
        return sent;
    }

    /** A failure of a server that is being killed says no more than silence. */
    private static @Nullable Answer lostOr(CompletableFuture<Answer> future) {
        Answer answer = future.exceptionally(failure -> {
                    if (failure.getCause() instanceof UncheckedIOException) {
                        return new Answer(
                                SERVER_FAILED,
                                java.net.http.HttpHeaders.of(java.util.Map.of(), (_, _) -> true),
                                new byte[0]);
                    }
                    throw new IllegalStateException(failure);
                })
                .join();
        return answer.status() >= SERVER_FAILED && answer.status() != 507 ? null : answer;
    }

    private static World.Sent sent(Order order, @Nullable Answer answer) {
        return new World.Sent(order.person().accountId(), order.command(), answer);
    }
}
