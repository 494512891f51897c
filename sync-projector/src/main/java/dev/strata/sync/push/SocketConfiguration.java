package dev.strata.sync.push;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/**
 * Opens {@code /v1/socket}. The handshake is an HTTP request like any other, so the access token in its {@code
 * Authorization} header has been checked by then; browsers cannot send that header from a foreign page.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class SocketConfiguration implements WebSocketConfigurer {
    private final FeedSockets sockets;

    SocketConfiguration(FeedSockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        DefaultHandshakeHandler handshake = new DefaultHandshakeHandler();
        handshake.setSupportedProtocols(FeedSockets.PROTOCOL);
        registry.addHandler(sockets, "/v1/socket").setHandshakeHandler(handshake);
    }
}
