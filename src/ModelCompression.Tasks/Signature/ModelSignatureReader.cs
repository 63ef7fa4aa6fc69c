using System.Text;

namespace ModelCompression.Tasks.Signature;

/// <summary>Reads the signature of an ONNX file, without its weights: the time depends on the number of nodes and tensors, not on the file's size.</summary>
public static class ModelSignatureReader
{
    private const string LfsStart = "version https://git-lfs.github.com/spec/";

    /// <summary>Reads the signature of the model in the file <paramref name="path"/>.</summary>
    /// <exception cref="SignatureException">The file is missing, a git-LFS pointer, or not a complete ONNX model.</exception>
    public static ModelSignature Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1);
            if (IsLfsPointer(stream))
            {
                throw new SignatureException(
                    SignatureException.LfsPointer,
                    $"Model '{path}' is a git-LFS pointer, not the model itself. Run 'git lfs pull' (in CI: check out with LFS enabled).");
            }

            return new SignatureCollector(new WireReader(stream)).Read();
        }
        catch (MalformedWireException malformed)
        {
            throw new SignatureException(
                SignatureException.InvalidModel,
                $"Model '{path}' is not a complete ONNX file: {malformed.Message}. Export or copy it again.");
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException || (problem is UnauthorizedAccessException && Directory.Exists(path)))
        {
            throw new SignatureException(SignatureException.ModelNotFound, $"Model '{path}' does not exist. Check the path, and that the file is in the repository.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SignatureException(SignatureException.ModelNotFound, $"Model '{path}' cannot be read: {problem.Message}");
        }
    }

    private static bool IsLfsPointer(FileStream stream)
    {
        var start = new byte[LfsStart.Length];
        var length = 0;
        for (int count; length < start.Length && (count = stream.Read(start, length, start.Length - length)) > 0;)
        {
            length += count;
        }

        stream.Position = 0;
        return Encoding.ASCII.GetString(start, 0, length) == LfsStart;
    }
}
