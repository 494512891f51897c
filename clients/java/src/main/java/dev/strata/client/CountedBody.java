package dev.strata.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/** Streams a file as a request's body and tells how far it has come. */
final class CountedBody implements BodyPublisher {
    private final BodyPublisher delegate;
    private final Progress progress;

    private CountedBody(BodyPublisher delegate, Progress progress) {
        this.delegate = delegate;
        this.progress = progress;
    }

    static BodyPublisher of(Path file, Progress progress) throws FileNotFoundException {
        return new CountedBody(BodyPublishers.ofFile(file), progress);
    }

    @Override
    public long contentLength() {
        return delegate.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        delegate.subscribe(new Counter(subscriber));
    }

    private final class Counter implements Subscriber<ByteBuffer> {
        private final Subscriber<? super ByteBuffer> reader;
        private long sent;

        private Counter(Subscriber<? super ByteBuffer> reader) {
            this.reader = reader;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            reader.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            sent += bytes.remaining();
            reader.onNext(bytes);
            progress.moved(sent, contentLength());
        }

        @Override
        public void onError(Throwable failure) {
            reader.onError(failure);
        }

        @Override
        public void onComplete() {
            reader.onComplete();
        }
    }
}
