package dev.strata.platform.web;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** HTTP clients of the other sides. Calls are made in the name of a caller: pass on his {@code Authorization}. */
@Component
public class SideClients {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private final RestClient command;
    private final RestClient query;

    public SideClients(
            @Value("${strata.urls.command}") String commandUrl, @Value("${strata.urls.query}") String queryUrl) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.command = client(http, commandUrl);
        this.query = client(http, queryUrl);
    }

    private static RestClient client(HttpClient http, String url) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(READ_TIMEOUT);
        return RestClient.builder()
                .baseUrl(url)
                .requestFactory(requests)
                .requestInterceptor((request, body, execution) -> {
                    request.getHeaders().set(Trace.HEADER, Trace.traceparent());
                    return execution.execute(request, body);
                })
                .build();
    }

    public RestClient command() {
        return command;
    }

    public RestClient query() {
        return query;
    }
}
