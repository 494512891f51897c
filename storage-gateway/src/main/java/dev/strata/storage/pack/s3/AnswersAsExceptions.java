package dev.strata.storage.pack.s3;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Turns every answer that is not a success into an {@link S3Answer}, before the MinIO client sees it: that one forgets
 * the status of answers that are not XML, and reads them whatever their length.
 */
final class AnswersAsExceptions implements Interceptor {
    private static final long ERROR_BYTES_MAX = 64 * 1024;
    private static final Pattern CODE = Pattern.compile("<Code>\\s*([A-Za-z0-9_.]{1,100})\\s*</Code>");

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        if (response.isSuccessful()) {
            return response;
        }
        try (response) {
            Matcher code = CODE.matcher(response.peekBody(ERROR_BYTES_MAX).string());
            throw new S3Answer(response.code(), code.find() ? code.group(1) : "");
        }
    }
}
