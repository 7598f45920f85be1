using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// The workspaces of one network: each call takes one, and gives it back. Lock-free, and without allocation once as many calls as ever run
/// at once have run. The memory of a pool that is no longer reachable is freed by its workspaces' finalizers.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkspacePool
{
    private readonly Workspace?[] _idle = new Workspace?[Math.Max(16, 2 * Environment.ProcessorCount)];

    /// <summary>A workspace that nobody else has, until it is returned.</summary>
    /// <param name="floats">Elements that it needs to have room for; 0 is allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <exception cref="OutOfMemoryException">There is not as much memory.</exception>
    public Workspace Rent(long floats)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(floats);
        var workspace = Slots.Take<Workspace>(_idle) ?? new Workspace();
        workspace.Reserve(floats);
        return workspace;
    }

    /// <summary>Gives a workspace back; its spans must not be used any more.</summary>
    /// <param name="workspace">A workspace that <see cref="Rent"/> gave.</param>
    public void Return(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (!Slots.Put(_idle, workspace)) workspace.Free();
    }
}
