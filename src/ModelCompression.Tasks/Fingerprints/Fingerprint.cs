using ModelCompression.Tasks.Files;
using ModelCompression.Tasks.Items;
using ModelCompression.Tasks.Signature;

namespace ModelCompression.Tasks.Fingerprints;

/// <summary>
/// Everything the result of compression may depend on, as text: options, engine, and size and time of every file. Equal text means that nothing has to be done;
/// different text means that the engine, which looks at contents, decides.
/// </summary>
internal sealed class Fingerprint(string projectDirectory)
{
    private static readonly string[] DataSets = ["CalibrationData", "ValidationData", "TrainingData"];
    private static readonly string[] Specs = ["Preprocess", "Recipe", "Labels"];

    private readonly List<string> _lines = ["schema 1"];

    public void AddOption(string name, string value) => _lines.Add($"{name}={value}");

    /// <summary>Adds the engine: its program, and the libraries of ours beside it.</summary>
    public void AddEngine(string program)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(program));
        IEnumerable<FileInfo> files = folder.Exists ? folder.EnumerateFiles("ModelCompression.*.dll") : [];
        _lines.AddRange(files.Append(new FileInfo(program)).Select(file => FileStamp.Of("engine " + file.Name, file)).Distinct().OrderBy(line => line, StringComparer.Ordinal));
    }

    /// <summary>Adds an item: its metadata, the model, its external data, and every file that the metadata name.</summary>
    public void AddItem(ModelItem item, ModelSignature signature)
    {
        _lines.Add("item " + item.Id);
        _lines.Add(FileStamp.Of("model", new FileInfo(item.Path)));
        var folder = Path.GetDirectoryName(item.Path);
        _lines.AddRange(signature.ExternalDataLocations.Where(IsPath).Select(location => FileStamp.Of("external " + location, new FileInfo(ProjectPath.Absolute(folder, location)))));
        foreach (var metadatum in item.Metadata)
        {
            _lines.Add($"{metadatum.Key}={metadatum.Value}");
        }

        AddFiles(DataSets, item, DataFiles.Stamps);
        AddFiles(Specs, item, SpecFiles.Stamps);
    }

    /// <summary>Adds the lock file that the result is held against; of one that is written, only whether it is there.</summary>
    public void AddLockFile(string path, string mode, bool isBuildServer)
    {
        var file = new FileInfo(path);
        if (mode.Equals("Verify", StringComparison.OrdinalIgnoreCase) || (mode.Length == 0 && isBuildServer))
        {
            _lines.Add(FileStamp.Of("lock", file));
        }
        else if (mode.Equals("Update", StringComparison.OrdinalIgnoreCase))
        {
            _lines.Add(file.Exists ? "lock" : "lock|missing");
        }
    }

    public override string ToString() => string.Join("\n", _lines) + "\n";

    private void AddFiles(IEnumerable<string> names, ModelItem item, Func<string, string, IEnumerable<string>> stamps)
    {
        foreach (var name in names.Where(name => IsPath(item[name]) && item[name].Length > 0))
        {
            try
            {
                _lines.AddRange(stamps(projectDirectory, item[name]).Select(stamp => $"{name}: {stamp}"));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
            {
                _lines.Add($"{name}: {problem.GetType().Name}"); // the engine says what is wrong with the path
            }
        }
    }

    private static bool IsPath(string text) => text.IndexOfAny(Path.GetInvalidPathChars()) < 0;
}
