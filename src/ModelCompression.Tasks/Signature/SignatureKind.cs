namespace ModelCompression.Tasks.Signature;

/// <summary>The kinds of values ONNX knows.</summary>
public enum SignatureKind
{
    /// <summary>The file does not say.</summary>
    Unknown,

    /// <summary>A dense tensor.</summary>
    Tensor,

    /// <summary>A sparse tensor.</summary>
    SparseTensor,

    /// <summary>A sequence of values.</summary>
    Sequence,

    /// <summary>A map from keys to values.</summary>
    Map,

    /// <summary>A value that may be absent.</summary>
    Optional,

    /// <summary>A type only its operators understand.</summary>
    Opaque,
}
