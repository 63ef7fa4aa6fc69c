namespace ModelCompression.Compression;

/// <summary>How the text of an option is read.</summary>
public enum OptionKind
{
    /// <summary>One of a list of names, compared without case.</summary>
    Choice,

    /// <summary>Names of a list joined by +, compared without case; a name that stands for nothing (None) stands alone.</summary>
    Choices,

    /// <summary>A number within limits, invariant culture.</summary>
    Number,

    /// <summary>A whole number within limits.</summary>
    Integer,

    /// <summary>A number of bytes: <c>500 kB</c>, <c>2MB</c>, <c>1500000</c>; kB = 1,000, MB = 1,000,000.</summary>
    Size,

    /// <summary>A path or pattern, relative to the project or the current folder.</summary>
    Path,

    /// <summary>Free text.</summary>
    Text,
}

/// <summary>One option: a metadatum of CompressModel and, in kebab case, an option of the command line.</summary>
/// <param name="Name">Pascal case, as in the project file.</param>
/// <param name="Default">The text that stands for an absent value; empty for none.</param>
/// <param name="Choices">Allowed values of a choice, in the order of help texts.</param>
/// <param name="Min">Smallest number.</param>
/// <param name="Max">Largest number.</param>
/// <param name="ProjectOnly">True for options that only mean something in a project file.</param>
public sealed record OptionDefinition(
    string Name,
    OptionKind Kind,
    string Default,
    string Help,
    IReadOnlyList<string>? Choices = null,
    double Min = double.NegativeInfinity,
    double Max = double.PositiveInfinity,
    bool ProjectOnly = false)
{
    /// <summary><c>MaxMetricDrop</c> as <c>max-metric-drop</c>.</summary>
    public string KebabName => string.Concat(Name.Select((c, i) => char.IsAsciiLetterUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
