// What a script says, in the language of the page: an English page brings no words, and these are English.

const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

export const isTranslated = Object.keys(words).length > 0;

// The text, with its parts in place of their names in braces.
export function translated(text, parts = {}) {
  return (words[text] ?? text).replace(/(?<!%)\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);
}

// What accessible-autocomplete says to screen readers.
export const autocompleteWords = isTranslated
  ? {
      tStatusQueryTooShort: (count) => translated("Type in {count} or more characters for results", { count }),
      tStatusNoResults: () => translated("No search results"),
      tStatusSelectedOption: (option, count, index) =>
        translated("{option} {position} of {count} is highlighted", { option, position: index + 1, count }),
      tStatusResults: (count, option) =>
        count === 1
          ? translated("{count} result is available. {option}", { count, option })
          : translated("{count} results are available. {option}", { count, option }),
    }
  : {};

// What the Design System's components say; each category of plurals that a language may have, at least as "other".
const plural = (one, other) => ({ zero: other, one, two: other, few: other, many: other, other });

export const componentWords = isTranslated
  ? {
      characterCount: {
        i18n: {
          charactersUnderLimit: plural(
            translated("You have %{count} character remaining"),
            translated("You have %{count} characters remaining"),
          ),
          charactersAtLimit: translated("You have 0 characters remaining"),
          charactersOverLimit: plural(
            translated("You have %{count} character too many"),
            translated("You have %{count} characters too many"),
          ),
        },
      },
    }
  : {};
