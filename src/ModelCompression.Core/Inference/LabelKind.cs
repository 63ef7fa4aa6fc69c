namespace ModelCompression.Inference;

/// <summary>What kind of <see cref="Label"/> the samples of a data set have, or a metric needs.</summary>
public enum LabelKind
{
    None,

    /// <summary><see cref="ClassLabel"/>.</summary>
    Class,

    /// <summary><see cref="PairLabel"/>.</summary>
    Pair,

    /// <summary><see cref="ValuesLabel"/>.</summary>
    Values,

    /// <summary>The objects in an image, as boxes with classes.</summary>
    Boxes,

    /// <summary>The class of every pixel.</summary>
    ClassMap,

    /// <summary>The right text.</summary>
    Text,

    /// <summary>Which frames of a recording are positive.</summary>
    Frames,

    /// <summary>A query with the documents that answer it, or a document.</summary>
    Relevance,

    /// <summary>The tokens of the text itself.</summary>
    Tokens,
}
