namespace ModelCompression.Quantization.Rounding;

/// <summary>Which weight scales are chosen by the output error they leave.</summary>
public enum SearchedScales
{
    None,

    /// <summary>Those of grids below 8 bits, where the weights make most of the error.</summary>
    Coarse,

    All,
}
