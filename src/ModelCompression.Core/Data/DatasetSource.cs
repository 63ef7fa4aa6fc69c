using ModelCompression.Inference;

namespace ModelCompression.Data;

/// <summary>Where samples come from and how they are made ready for a model.</summary>
/// <param name="Path">Absolute path of a file or folder, or a pattern with <c>*</c>, <c>?</c> and <c>**</c>.</param>
/// <param name="Preprocessing">How images become tensors; null when the data is already in the model's form.</param>
/// <param name="Labels">Class names in the order of the model's classes; null when labels are indices or class folders in ordinal order.</param>
/// <param name="ClassCount">Width of the model's output when labels are class indices; null when labels need not be checked.</param>
public sealed record DatasetSource(
    string Path,
    PreprocessingSpec? Preprocessing = null,
    IReadOnlyList<string>? Labels = null,
    long? ClassCount = null)
{
    /// <summary>What the metric needs, which says what is meant where data can be read in several ways: numbers that come as labels are values or else classes.</summary>
    public LabelKind Needs { get; init; } = LabelKind.Class;

    /// <summary>How many classes of objects or pixels the model tells apart; null when that need not be checked.</summary>
    public long? PictureClasses { get; init; }

    /// <summary>The largest value of the output where it is an image: what a white pixel becomes in a right image.</summary>
    public double Peak { get; init; } = 1;
}
