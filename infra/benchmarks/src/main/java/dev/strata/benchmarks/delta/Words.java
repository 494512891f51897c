package dev.strata.benchmarks.delta;

import java.util.SplittableRandom;

/** Text of invented words, common ones more often than rare ones. */
final class Words {
    private static final String[] WORDS = words();

    private Words() {}

    private static String[] words() {
        SplittableRandom random = new SplittableRandom(5);
        String[] words = new String[5000];
        for (int i = 0; i < words.length; i++) {
            StringBuilder word = new StringBuilder();
            for (int syllable = 0; syllable <= random.nextInt(4); syllable++) {
                word.append("bdfgklmnprstvz".charAt(random.nextInt(14))).append("aeiou".charAt(random.nextInt(5)));
            }
            words[i] = word.toString();
        }
        return words;
    }

    static String text(SplittableRandom random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            double place = random.nextDouble();
            text.append(WORDS[(int) (place * place * place * WORDS.length)]).append(' ');
        }
        return text.toString();
    }
}
