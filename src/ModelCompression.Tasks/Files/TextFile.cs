using System.Text;

namespace ModelCompression.Tasks.Files;

/// <summary>Writes small text files as UTF-8 without a byte order mark.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes the file only when its content is different, so that its time changes only then. True when written.</summary>
    public static bool WriteIfDifferent(string path, string content)
    {
        var bytes = Utf8.GetBytes(content);
        if (File.Exists(path) && new FileInfo(path).Length == bytes.Length && File.ReadAllBytes(path).SequenceEqual(bytes))
        {
            return false;
        }

        Write(path, bytes);
        return true;
    }

    /// <summary>Writes the file; its folder is created.</summary>
    public static void Write(string path, string content) => Write(path, Utf8.GetBytes(content));

    private static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path));
        File.WriteAllBytes(path, bytes);
    }
}
