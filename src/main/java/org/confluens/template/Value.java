package org.confluens.template;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import org.confluens.dicom.data.PersonName;
import org.confluens.sr.Code;

/** A value in a form, one of the kinds that items ask for. The unit of a number is the item's. */
public sealed interface Value {

    record CodeValue(Code code) implements Value {
        public CodeValue {
            Objects.requireNonNull(code, "code");
        }
    }

    /** A number that can be written out in at most a few hundred digits, which keeps arithmetic on it cheap. */
    record NumberValue(BigDecimal number) implements Value {
        private static final int MOST_DIGITS = 400;

        /** @throws IllegalArgumentException for a number such as 1e1000000 */
        public NumberValue {
            Objects.requireNonNull(number, "number");
            if (!isPlain(number)) {
                throw new IllegalArgumentException("a number has at most " + MOST_DIGITS + " digits");
            }
        }

        /**
         * The number of a text such as {@code 1.5} or {@code 15E-1}; a long one is not looked at.
         *
         * @throws IllegalArgumentException for what is no number, or too long a one
         */
        public static NumberValue parse(String text) {
            if (text.length() > MOST_DIGITS) {
                throw new IllegalArgumentException("a number has at most " + MOST_DIGITS + " characters");
            }
            return new NumberValue(new BigDecimal(text));
        }

        /** Whether a value can be made of the number. */
        static boolean isPlain(BigDecimal number) {
            return number.precision() <= MOST_DIGITS && Math.abs((long) number.scale()) <= MOST_DIGITS;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof NumberValue value && number.compareTo(value.number) == 0;
        }

        @Override
        public int hashCode() {
            return number.stripTrailingZeros().hashCode();
        }
    }

    record TextValue(String text) implements Value {
        public TextValue {
            Objects.requireNonNull(text, "text");
        }
    }

    record DateValue(LocalDate date) implements Value {
        public DateValue {
            Objects.requireNonNull(date, "date");
        }
    }

    record TimeValue(LocalTime time) implements Value {
        public TimeValue {
            Objects.requireNonNull(time, "time");
        }
    }

    /** A moment in the form of a DT value, which may have less than full precision. */
    record DateTimeValue(String dateTime) implements Value {
        public DateTimeValue {
            Objects.requireNonNull(dateTime, "dateTime");
        }
    }

    record PersonValue(PersonName name) implements Value {
        public PersonValue {
            Objects.requireNonNull(name, "name");
        }
    }

    record UidValue(String uid) implements Value {
        public UidValue {
            Objects.requireNonNull(uid, "uid");
        }
    }

    /** A stored instance: an image with the frames meant (none: all), or another object. */
    record InstanceValue(ObjectReference reference, List<Integer> frames) implements Value {
        public InstanceValue {
            Objects.requireNonNull(reference, "reference");
            frames = List.copyOf(frames);
        }

        public InstanceValue(ObjectReference reference) {
            this(reference, List.of());
        }
    }

    static Value of(Code code) {
        return new CodeValue(code);
    }

    static Value of(String text) {
        return new TextValue(text);
    }

    static Value of(double number) {
        return new NumberValue(BigDecimal.valueOf(number));
    }
}
