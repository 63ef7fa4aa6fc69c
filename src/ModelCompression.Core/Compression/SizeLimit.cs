using ModelCompression.Diagnostics;

namespace ModelCompression.Compression;

/// <summary>Compression holds the normalized model in one piece, which the format limits.</summary>
internal static class SizeLimit
{
    /// <exception cref="UserErrorException">MC2015: the model is larger than that.</exception>
    public static void Check(long bytes, long maxBytes)
    {
        if (bytes > maxBytes)
        {
            throw new UserErrorException(Codes.ModelTooLarge, FormattableString.Invariant(
                $"The model holds {bytes / 1e9:0.0} GB, more than the {maxBytes / 1e9:0.0} GB that can be compressed in one piece. Split the model, or set ModelCompressionMode=PassThrough."));
        }
    }
}
