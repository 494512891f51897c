package dev.strata.sync.push;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Makes a connection small, so that ten thousand fit into a heap of 512 MiB: Tomcat would keep 90 KB for each, in buffers
 * for messages of 8 KB in both directions. Ours are smaller than a packet; longer ones are sent in several pieces.
 */
@Component
class SocketBuffers implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    /** A client that says more in one message is cut off: nothing that it can say is needed. */
    static final String MESSAGE_BYTES_MAX = "1024";

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        // Tomcat reads it once, when its first class for WebSocket is loaded; there is no other way to say it.
        System.setProperty("org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE", "1024");
        factory.addContextCustomizers(context -> {
            context.addParameter("org.apache.tomcat.websocket.textBufferSize", MESSAGE_BYTES_MAX);
            context.addParameter("org.apache.tomcat.websocket.binaryBufferSize", MESSAGE_BYTES_MAX);
        });
        // Those of the connection itself are kept outside the heap, from where the system takes them anyway.
        factory.addConnectorCustomizers(connector -> connector.setProperty("socket.directBuffer", "true"));
    }
}
