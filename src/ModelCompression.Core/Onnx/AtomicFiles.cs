namespace ModelCompression.Onnx;

/// <summary>Writes files so that each is either the old one or the whole new one: temporary files first, all of them, then moved into place in order.</summary>
public static class AtomicFiles
{
    /// <exception cref="IOException">A file cannot be written; none was replaced unless the moves had begun.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static void Write(IReadOnlyList<(string Path, Action<Stream> Content)> files)
    {
        var temporary = files.Select(file => file.Path + "." + Path.GetRandomFileName() + ".tmp").ToArray();
        try
        {
            for (var i = 0; i < files.Count; i++)
            {
                using var stream = new FileStream(temporary[i], FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
                files[i].Content(stream);
            }

            for (var i = 0; i < files.Count; i++)
            {
                File.Move(temporary[i], files[i].Path, overwrite: true);
            }
        }
        finally
        {
            foreach (var path in temporary)
            {
                File.Delete(path);
            }
        }
    }
}
