namespace Egide.Simulator;

/// <summary>An attack: chooses its victims before the first day, then acts day after day, after the carers' own day is known.</summary>
internal interface IAttack
{
    void Enrol(Stage stage);

    void Play(Stage stage, int day);
}
