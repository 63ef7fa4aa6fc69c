namespace ModelCompression.Tasks.Signature;

/// <summary>A model's signature cannot be read; the user can fix it. The message is complete and names the file.</summary>
public sealed class SignatureException(string code, string message) : Exception(message)
{
    /// <summary>The file does not exist or cannot be opened.</summary>
    public const string ModelNotFound = "MC2001";

    /// <summary>The file is not an ONNX model, or a damaged one.</summary>
    public const string InvalidModel = "MC2002";

    /// <summary>The file is a git-LFS pointer instead of the model.</summary>
    public const string LfsPointer = "MC2003";

    /// <summary>One of the codes above.</summary>
    public string Code { get; } = code;
}
