package dev.switchboard;

import java.time.Duration;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What holds before a request reaches Spring. */
@Component
final class ContainerRules implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    private final Duration headersWithin;

    ContainerRules(Limits limits) {
        this.headersWithin = limits.headerTimeout();
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(this::customize);
    }

    private void customize(Server server) {
        server.setErrorHandler(new BareErrors());
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof AbstractConnector socket && headersWithin.isPositive()) {
                socket.addBean(new HeaderDeadline(socket, headersWithin));
            }
        }
    }
}
