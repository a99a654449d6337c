package dev.switchboard.samples;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Made-up prices that wander. One thread at a time. */
final class Market {

    private static final Map<String, String> NAMES = new TreeMap<>(Map.of(
            "ACME", "Acme Works",
            "BOLT", "Bolt & Rivet",
            "CORK", "Cork Harbour",
            "DUNE", "Dune Glass",
            "ECHO", "Echo Audio",
            "FERN", "Fern Paper",
            "GULL", "Gull Lines",
            "HAZE", "Haze Optics"));
    private static final List<String> SYMBOLS = List.copyOf(NAMES.keySet());

    /**
     * A price.
     *
     * @param change since the start, in percent
     */
    record Price(String symbol, String name, BigDecimal price, BigDecimal change) {}

    private final Random random;
    private final double[] opened = new double[SYMBOLS.size()];
    private final double[] prices = new double[SYMBOLS.size()];

    Market(Random random) {
        this.random = random;
        for (int index = 0; index < prices.length; index++) {
            opened[index] = 20 + random.nextInt(180);
            prices[index] = opened[index];
        }
    }

    /** The next prices of some of the symbols; of all of them at first. */
    List<Sample> next(boolean all) {
        return SYMBOLS.stream()
                .filter(symbol -> all || random.nextInt(3) > 0)
                .map(this::move)
                .toList();
    }

    private Sample move(String symbol) {
        int index = SYMBOLS.indexOf(symbol);
        prices[index] = Math.max(1, prices[index] * (1 + random.nextGaussian() / 500));
        double change = (prices[index] / opened[index] - 1) * 100;
        return new Sample(
                "price." + symbol,
                new Price(symbol, NAMES.getOrDefault(symbol, symbol), rounded(prices[index]), rounded(change)));
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
    }
}
