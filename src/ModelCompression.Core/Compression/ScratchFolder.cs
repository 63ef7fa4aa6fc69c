using ModelCompression.Diagnostics;

namespace ModelCompression.Compression;

/// <summary>A folder of its own for files in the making; gone when disposed.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <exception cref="UserErrorException">MC0006: it cannot be made.</exception>
    public ScratchFolder(string parent)
    {
        Path = System.IO.Path.Combine(parent, "scratch", System.IO.Path.GetRandomFileName());
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(Codes.OutputNotWritable, $"The folder '{Path}' cannot be written: {exception.Message} Set ModelCompressionCacheDirectory to a folder you can write.", Path, exception);
        }
    }

    public string Path { get; }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A file still mapped by the runtime: the folder is swept with the cache.
        }
    }
}
