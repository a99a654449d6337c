package dev.switchboard.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.PermissionsPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/** The headers that tell browsers what our pages never do; written before anything else, so on every kind of answer. */
@Configuration(proxyBeanMethods = false)
class SecurityHeaders {

    private static final Pattern INLINE_SCRIPT =
            Pattern.compile("<script(?![^>]*\\ssrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);

    private final String contentSecurityPolicy;

    SecurityHeaders(WebProperties web, ResourceLoader resources) throws IOException {
        contentSecurityPolicy = String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'" + hashes(page(web, resources)),
                "style-src 'self'",
                "img-src 'self' data:",
                "font-src 'self'",
                "connect-src 'self'",
                "manifest-src 'self'",
                "worker-src 'self'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'none'");
    }

    /** Before Spring Security, which refuses some requests before its own filters; after what a proxy says was applied. */
    @Bean
    FilterRegistrationBean<HeaderWriterFilter> securityHeaderFilter() {
        ReferrerPolicyHeaderWriter referrer = new ReferrerPolicyHeaderWriter(ReferrerPolicy.SAME_ORIGIN);
        CrossOriginOpenerPolicyHeaderWriter opener = new CrossOriginOpenerPolicyHeaderWriter();
        opener.setPolicy(CrossOriginOpenerPolicy.SAME_ORIGIN);
        HeaderWriterFilter filter = new HeaderWriterFilter(List.of(
                new ContentSecurityPolicyHeaderWriter(contentSecurityPolicy),
                new XContentTypeOptionsHeaderWriter(),
                new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY),
                referrer,
                new PermissionsPolicyHeaderWriter(
                        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
                opener,
                new HstsHeaderWriter(),
                new DelegatingRequestMatcherHeaderWriter(
                        new OrRequestMatcher(Paths.API, Paths.ACTUATOR),
                        new StaticHeadersWriter("Cache-Control", "no-store"))));
        filter.setShouldWriteHeadersEagerly(true);
        FilterRegistrationBean<HeaderWriterFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    /** The application's page; browsers take an import map only inline, so the policy names what is inline there. */
    private static String page(WebProperties web, ResourceLoader resources) throws IOException {
        for (String location : web.getResources().getStaticLocations()) {
            Resource page = resources.getResource(location + "index.html");
            if (page.exists()) {
                return page.getContentAsString(StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static String hashes(String page) {
        List<String> hashes = new ArrayList<>();
        Matcher scripts = INLINE_SCRIPT.matcher(page);
        while (scripts.find()) {
            hashes.add(" 'sha256-" + hash(scripts.group(1)) + "'");
        }
        return String.join("", hashes);
    }

    private static String hash(String script) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
