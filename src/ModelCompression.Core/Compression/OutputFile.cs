using ModelCompression.Diagnostics;
using ModelCompression.Onnx;

namespace ModelCompression.Compression;

/// <summary>Puts the accepted file where it was asked for, whole or not at all.</summary>
internal static class OutputFile
{
    /// <exception cref="UserErrorException">MC0006: the output is the model itself, or it cannot be written; found out before any work is done.</exception>
    public static void Check(CompressionRequest request)
    {
        if (string.Equals(Path.GetFullPath(request.OutputPath), Path.GetFullPath(request.ModelPath), StringComparison.OrdinalIgnoreCase))
        {
            throw new UserErrorException(Codes.OutputNotWritable, "The output is the model itself. Choose another output file; the original is never overwritten.", request.OutputPath);
        }

        if (Directory.Exists(request.OutputPath))
        {
            throw new UserErrorException(Codes.OutputNotWritable, $"The output '{request.OutputPath}' is a folder. Name a file.", request.OutputPath);
        }

        Guard(request, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(request.OutputPath)) ?? ".");
            using var probe = new FileStream(request.OutputPath + "." + Path.GetRandomFileName(), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        });
    }

    /// <summary>Copies an accepted candidate into place; after a failure removes what a build must not ship.</summary>
    public static void Place(CompressionRequest request, string candidate, bool accepted)
    {
        if (accepted)
        {
            Guard(request, () => AtomicFiles.Write([(request.OutputPath, stream =>
            {
                using var source = File.OpenRead(candidate);
                source.CopyTo(stream);
            })]));
        }
        else if (!request.KeepOutputOnFailure)
        {
            Guard(request, () => File.Delete(request.OutputPath));
        }
    }

    private static void Guard(CompressionRequest request, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(Codes.OutputNotWritable, $"The output '{request.OutputPath}' cannot be written: {exception.Message}", request.OutputPath, exception);
        }
    }
}
