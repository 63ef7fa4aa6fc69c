using System.Text;
using ModelCompression.Analysis;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Importing;

/// <summary>Reads a preprocessing spec, or imports one from a file of another kind or from the model's metadata.</summary>
public static class SpecImporters
{
    /// <summary>What a user names to import from the metadata of the model itself.</summary>
    public const string Metadata = "metadata";

    private const long MaxBytes = 64 << 20;

    /// <param name="path">Absolute path of a spec or a file to import, or <see cref="Metadata"/>.</param>
    /// <exception cref="UserErrorException">MC2011: no such file, not a valid spec, or nothing that can be imported; MC2003, MC2008: the file cannot be read.</exception>
    public static PreprocessingSpec Load(string path, ModelSignature model)
    {
        if (Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            throw new UserErrorException(Codes.InvalidPreprocessing, $"Preprocessing spec '{Path.GetFileName(path)}' is a model. Write \"{Metadata}\" to import from what the model says of itself.", path);
        }

        if (path != Metadata && !File.Exists(path))
        {
            return PreprocessingSpec.Load(path);
        }

        var source = path == Metadata ? new ImportSource(null, default, null, model) : ImportSource.Of(path, DataFile.ReadAllBytes(path, MaxBytes), model);
        var importer = new Catalog().Of<ISpecImporter>().Select(entry => entry.Create<ISpecImporter>()).FirstOrDefault(importer => importer.Recognizes(source));
        return importer is null
            ? PreprocessingSpec.Load(path)
            : PreprocessingSpec.Parse(Encoding.UTF8.GetBytes(importer.Import(source).ToJsonString()), new SpecFile(source.Name, source.Path));
    }
}
