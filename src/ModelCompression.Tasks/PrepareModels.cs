using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using ModelCompression.Runtime.Images;
using ModelCompression.Tasks.Accessor;
using ModelCompression.Tasks.Files;
using ModelCompression.Tasks.Fingerprints;
using ModelCompression.Tasks.Items;
using ModelCompression.Tasks.Preprocessing;
using ModelCompression.Tasks.Signature;
using Task = Microsoft.Build.Utilities.Task;

namespace ModelCompression.Tasks;

/// <summary>
/// Runs in every build, also in those an IDE makes to understand the project: writes the accessors, tells the build how the models are shipped, and
/// writes the fingerprint that decides whether the engine has to run. Takes milliseconds and never reads weights or data.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PrepareModels : Task
{
    /// <summary>The <c>CompressModel</c> items as the user wrote them.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Absolute path of the project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Absolute folder of the intermediate files.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    public string RootNamespace { get; set; } = "";

    /// <summary>Absolute path of the engine's program.</summary>
    public string Engine { get; set; } = "";

    public string Mode { get; set; } = "";

    /// <summary>Folder of the reports, from the project's folder; empty for the intermediate one.</summary>
    public string ReportDirectory { get; set; } = "";

    /// <summary>What is done with the lock files beside the models: Verify, Update, Off, or empty for the default.</summary>
    public string LockMode { get; set; } = "";

    /// <summary>True on a build server.</summary>
    public bool ContinuousIntegration { get; set; }

    /// <summary>True to ship the originals.</summary>
    public bool PassThrough { get; set; }

    /// <summary>True in a build that only wants to know about the project: problems are warnings, and there is no fingerprint.</summary>
    public bool DesignTime { get; set; }

    /// <summary>The generated C# files.</summary>
    [Output]
    public ITaskItem[] Accessors { get; private set; } = [];

    /// <summary>The files to ship, compressed or original, with <c>OutputItemType</c> and the metadata of that type.</summary>
    [Output]
    public ITaskItem[] Shipped { get; private set; } = [];

    /// <summary>The files the engine writes that a build needs.</summary>
    [Output]
    public ITaskItem[] Compressed { get; private set; } = [];

    /// <summary>Everything else that compressing writes: summaries, with the resource name in <c>LogicalName</c>.</summary>
    [Output]
    public ITaskItem[] Summaries { get; private set; } = [];

    /// <summary>The folders with reports.</summary>
    [Output]
    public ITaskItem[] ReportDirectories { get; private set; } = [];

    /// <summary>The file whose time of change says when options, models or data changed.</summary>
    [Output]
    public string OptionsFile => Path.Combine(IntermediateDirectory, "options.txt");

    private string ProjectDirectory => Path.GetDirectoryName(ProjectFile);

    public override bool Execute()
    {
        var log = new ItemLog(Log, ProjectFile);
        try
        {
            var items = Models.Select(model => new ModelItem(model, ProjectDirectory)).ToList();
            var valid = Validate(items, log);
            WriteAccessors(valid, log);
            SetOutputs(valid, log);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Report(log, null, TaskCodes.OutputNotWritable, $"The folder '{IntermediateDirectory}' cannot be written: {problem.Message}");
        }

        return !log.HasErrors;
    }

    private void Report(ItemLog log, ModelItem? item, string code, string message)
    {
        if (DesignTime)
        {
            log.Warning(item, code, message);
        }
        else
        {
            log.Error(item, code, message);
        }
    }

    private List<PreparedModel> Validate(IReadOnlyList<ModelItem> items, ItemLog log)
    {
        var files = OutputFiles.Of(items, IntermediateDirectory, ProjectDirectory, ReportDirectory);
        var valid = new List<PreparedModel>();
        for (var i = 0; i < items.Count; i++)
        {
            try
            {
                ItemRules.Check(items[i], RootNamespace);
                var signature = ModelSignatureReader.Read(items[i].Path);
                valid.Add(new PreparedModel(items[i], files[i], signature, ImagesOf(items[i], signature, log)));
            }
            catch (ItemException problem)
            {
                Report(log, items[i], problem.Code, problem.Message);
            }
            catch (SignatureException problem)
            {
                Report(log, items[i], problem.Code, problem.Message);
            }
        }

        ItemRules.CheckUnique([.. valid.Select(model => model.Item)], RootNamespace, (item, message) => Report(log, item, TaskCodes.DuplicateItem, message));
        return valid;
    }

    /// <summary>None when the spec is wrong, which is reported: what does not depend on it can still be generated.</summary>
    private IReadOnlyDictionary<string, ImageSpec> ImagesOf(ModelItem item, ModelSignature signature, ItemLog log)
    {
        try
        {
            return ImageInputs.Read(item, ProjectDirectory, signature);
        }
        catch (ItemException problem)
        {
            Report(log, item, problem.Code, problem.Message);
            return new Dictionary<string, ImageSpec>();
        }
    }

    private void WriteAccessors(IReadOnlyList<PreparedModel> models, ItemLog log)
    {
        var accessors = new List<ITaskItem>();
        foreach (var model in models)
        {
            if (AccessorFile.Write(model, IntermediateDirectory, RootNamespace) is { } problem)
            {
                Report(log, model.Item, TaskCodes.InvalidOption, problem);
            }
            else
            {
                accessors.Add(new TaskItem(Escaped.Of(AccessorFile.PathOf(model, IntermediateDirectory, RootNamespace))));
            }
        }

        if (models.Any(model => model.Images.Count > 0))
        {
            var runtime = Path.Combine(IntermediateDirectory, RuntimeSource.FileName);
            TextFile.WriteIfDifferent(runtime, RuntimeSource.Read());
            accessors.Add(new TaskItem(Escaped.Of(runtime)));
        }

        Accessors = [.. accessors];
    }

    private void SetOutputs(IReadOnlyList<PreparedModel> models, ItemLog log)
    {
        if (PassThrough)
        {
            foreach (var model in models.Where(model => model.Signature.ExternalDataLocations.Count > 0 && ShippedAs.TypeOf(model.Item) == ShippedAs.EmbeddedResource))
            {
                Report(log, model.Item, TaskCodes.InvalidExternalData,
                    $"Model '{model.Item.Id}' keeps its weights in other files, so the original cannot be embedded. Set OutputItemType to Content, or let the model be compressed into one file.");
            }
        }

        Shipped = [.. models.SelectMany(model => ShippedItems.Of(model, PassThrough))];
        if (PassThrough)
        {
            return;
        }

        Compressed = [.. models.Select(model => new TaskItem(Escaped.Of(model.Files.Model)))];
        Summaries = [.. models.Select(ShippedItems.Summary)];
        ReportDirectories = [.. models.Select(model => new TaskItem(Escaped.Of(model.Files.ReportDirectory)))];
        if (!DesignTime)
        {
            TextFile.WriteIfDifferent(OptionsFile, FingerprintOf(models).ToString());
        }
    }

    private Fingerprint FingerprintOf(IReadOnlyList<PreparedModel> models)
    {
        var fingerprint = new Fingerprint(ProjectDirectory);
        fingerprint.AddOption("mode", Mode);
        fingerprint.AddOption("reports", ReportDirectory);
        fingerprint.AddOption("lock", LockMode);
        fingerprint.AddOption("build server", ContinuousIntegration ? "true" : "false");
        fingerprint.AddEngine(Engine);
        foreach (var model in models)
        {
            fingerprint.AddItem(model.Item, model.Signature);
            fingerprint.AddLockFile(model.Item.Path + ".lock.json", LockMode, ContinuousIntegration);
        }

        return fingerprint;
    }
}
