using System.ComponentModel;
using System.Globalization;
using Microsoft.Build.Framework;
using ModelCompression.Tasks.Files;
using ModelCompression.Tasks.Items;
using ModelCompression.Tasks.Protocol;
using Task = Microsoft.Build.Utilities.Task;

namespace ModelCompression.Tasks;

/// <summary>Has the engine compress and judge the models, in a process of its own, and reports what it says at the items' lines in the project file.</summary>
[MSBuildMultiThreadableTask]
public sealed class CompressModels : Task, ICancelableTask
{
    private readonly object _lock = new();
    private EngineProcess? _engine;
    private bool _isCanceled;

    /// <summary>The <c>CompressModel</c> items as the user wrote them.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Absolute path of the project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Absolute folder of the intermediate files.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    /// <summary>Absolute path of the engine's program.</summary>
    [Required]
    public string Engine { get; set; } = "";

    /// <summary>The dotnet host that the engine runs on.</summary>
    public string Host { get; set; } = "";

    /// <summary>The framework of the .NET SDK in use, for example <c>10.0</c>.</summary>
    public string SdkFrameworkVersion { get; set; } = "";

    public string Mode { get; set; } = "";

    /// <summary>Folder of the cache, from the project's folder; empty for the user's cache.</summary>
    public string CacheDirectory { get; set; } = "";

    /// <summary>Folder of the reports, from the project's folder; empty for the intermediate one.</summary>
    public string ReportDirectory { get; set; } = "";

    /// <summary>Number of threads; empty or 0 for all.</summary>
    public string MaxThreads { get; set; } = "";

    /// <summary>What is done with the lock files beside the models: Verify, Update, Off, or empty for the default.</summary>
    public string LockMode { get; set; } = "";

    /// <summary>True on a build server.</summary>
    public bool ContinuousIntegration { get; set; }

    public override bool Execute()
    {
        var log = new ItemLog(Log, ProjectFile);
        try
        {
            EngineHostRules.Check(Host, SdkFrameworkVersion, Engine);
            return Execute(log) && !log.HasErrors;
        }
        catch (ItemException problem)
        {
            log.Error(null, problem.Code, problem.Message);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            log.Error(null, TaskCodes.OutputNotWritable, $"The folder '{IntermediateDirectory}' cannot be written: {problem.Message}");
        }
        catch (Win32Exception problem)
        {
            log.Error(null, TaskCodes.HostNotFound, $"The .NET host '{Host}' cannot be started: {problem.Message}");
        }

        return false;
    }

    public void Cancel()
    {
        EngineProcess? engine;
        lock (_lock)
        {
            _isCanceled = true;
            engine = _engine;
        }

        engine?.Stop();
    }

    private bool Execute(ItemLog log)
    {
        var projectDirectory = Path.GetDirectoryName(ProjectFile);
        var items = Models.Select(model => new ModelItem(model, projectDirectory)).ToList();
        var request = BuildRequest(items, projectDirectory);
        var requestFile = Path.Combine(IntermediateDirectory, "request.json");
        TextFile.Write(requestFile, request.ToJson());

        using var engine = EngineProcess.Start(Host, Engine, requestFile, IntermediateDirectory);
        Log.LogMessage(MessageImportance.Low, "ModelCompression: engine started for {0} {1}", items.Count, items.Count == 1 ? "item" : "items");
        var exit = Run(engine, new EngineMessageLog(Log, log, items));
        if (_isCanceled)
        {
            return false;
        }

        return new EngineVerdict(log, request).Judge(exit);
    }

    private EngineExit Run(EngineProcess engine, EngineMessageLog messages)
    {
        lock (_lock)
        {
            _engine = engine;
        }

        try
        {
            if (_isCanceled)
            {
                engine.Stop();
            }

            return engine.Run(messages.Report);
        }
        finally
        {
            lock (_lock)
            {
                _engine = null;
            }
        }
    }

    private EngineRequest BuildRequest(IReadOnlyList<ModelItem> items, string projectDirectory)
    {
        var files = OutputFiles.Of(items, IntermediateDirectory, projectDirectory, ReportDirectory);
        var cache = CacheDirectory.Length == 0 ? "" : ProjectPath.Absolute(projectDirectory, CacheDirectory);
        var mode = Mode.Length == 0 ? "Compress" : Mode;
        return new EngineRequest(mode, projectDirectory, cache, Threads(), [.. items.Zip(files, (item, file) =>
            new RequestItem(item.Id, item.Path, file.Model, file.Summary, file.ReportDirectory, [.. item.Metadata]))])
        {
            LockMode = LockMode,
            ContinuousIntegration = ContinuousIntegration,
        };
    }

    private int Threads()
    {
        if (MaxThreads.Length == 0)
        {
            return 0;
        }

        return int.TryParse(MaxThreads, NumberStyles.None, CultureInfo.InvariantCulture, out var threads)
            ? threads
            : throw new ItemException(TaskCodes.InvalidOption, $"ModelCompressionMaxThreads is '{MaxThreads}'; it must be a whole number, and 0 means all.");
    }
}
