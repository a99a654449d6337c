package dev.switchboard.identity;

import dev.switchboard.Limits;
import dev.switchboard.ProblemWriter;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.session.web.http.HttpSessionIdResolver;

/** Who may ask for what over HTTP, before any controller is asked. */
@Configuration(proxyBeanMethods = false)
class HttpRules {

    @Bean
    SecurityFilterChain httpSecurity(HttpSecurity http, Filters filters) {
        return http.securityContext(context -> context.securityContextRepository(filters.contexts()))
                .csrf(csrf -> csrf.csrfTokenRepository(new CsrfTokens())
                        .csrfTokenRequestHandler(new XorCsrfTokenRequestAttributeHandler())
                        .ignoringRequestMatchers(
                                Paths.CONNECTIONS,
                                request -> BearerFilter.secret(request).isPresent()))
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilterBefore(filters.setupGate(), CsrfFilter.class)
                .addFilterBefore(filters.bodyLimit(), CsrfFilter.class)
                .addFilterBefore(filters.bearer(), CsrfFilter.class)
                .addFilterBefore(filters.rate(), CsrfFilter.class)
                .addFilterBefore(filters.renewal(), CsrfFilter.class)
                .exceptionHandling(no -> no.authenticationEntryPoint(unauthenticated(filters.problems()))
                        .accessDeniedHandler(forbidden(filters.problems())))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.FORWARD, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/api/setup", "/api/csrf", "/api/session")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/users")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/api/invitations/{code}")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/channels/**")
                        .access(ScopeRule.PUBLISHERS)
                        .requestMatchers(HttpMethod.GET, "/api/channels/**")
                        .access(ScopeRule.READERS_AND_GUESTS)
                        .requestMatchers(Paths.API)
                        .access(new ScopeRule())
                        .requestMatchers(Paths.HEALTH)
                        .permitAll()
                        .requestMatchers(Paths.ACTUATOR)
                        .access(ScopeRule.ADMINISTRATORS)
                        .anyRequest()
                        .permitAll())
                .build();
    }

    /** Taking the time of each filter would cost a request more than the filters do. */
    @Bean
    SecurityObservationSettings noObservationsOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    Filters filters(
            Sessions sessions,
            Accounts accounts,
            Credentials credentials,
            ProblemWriter problems,
            HttpSessionIdResolver cookie,
            Limits limits) {
        return new Filters(
                new SpeakerContexts(sessions),
                new SetupGate(accounts, problems),
                new BodyLimit(limits, problems),
                new BearerFilter(credentials, problems),
                new RequestRate(limits, problems),
                new SessionRenewal(sessions, cookie),
                problems);
    }

    /** The filters of our own; no beans, lest the container runs them a second time. */
    record Filters(
            SpeakerContexts contexts,
            SetupGate setupGate,
            BodyLimit bodyLimit,
            BearerFilter bearer,
            RequestRate rate,
            SessionRenewal renewal,
            ProblemWriter problems) {}

    private static AuthenticationEntryPoint unauthenticated(ProblemWriter problems) {
        return (request, response, thrown) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            problems.write(response, new RefusedException(Refusal.UNAUTHENTICATED, "Sign in first"));
        };
    }

    private static AccessDeniedHandler forbidden(ProblemWriter problems) {
        return (request, response, thrown) -> {
            String detail = "This is not for you";
            if (thrown instanceof CsrfException) {
                detail = "A write with a cookie carries the header " + CsrfTokens.HEADER + ", from GET /api/csrf";
            } else if (SecurityContextHolder.getContext().getAuthentication() instanceof SpeakerAuthentication by
                    && by.getPrincipal().credential() instanceof Credential.Token) {
                detail = "This access token has not the scope for this";
            }
            problems.write(response, new RefusedException(Refusal.FORBIDDEN, detail));
        };
    }
}
