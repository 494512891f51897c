package dev.strata.storage.pack.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** S3Proxy in this process: speaks S3 well enough to test against, and keeps nothing safely. */
public record S3ProxyServer(S3Proxy proxy, String accessKey, String secretKey) implements S3Server {
    public static S3ProxyServer start(Path directory) throws Exception {
        String accessKey = "test-access";
        String secretKey = "test-secret";
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(
                        new FilesystemNio2BlobStore(directory.toAbsolutePath().toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                .v4MaxNonChunkedRequestSize(128L * 1024 * 1024)
                .build();
        proxy.start();
        return new S3ProxyServer(proxy, accessKey, secretKey);
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    @Override
    public void close() throws IOException {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException("cannot stop S3Proxy", e);
        }
    }
}
